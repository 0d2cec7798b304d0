package io.cds.transport.http.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSignatureTest {
  private static final String KEY_ID = "ab".repeat(32);
  private static final Instant NOW = Instant.parse("2026-03-01T04:05:06.789Z");

  private final Map<String, String> fields = new HashMap<>();

  @Test
  void aRequestWithABodyCoversTargetAndBodyInTheFixedOrder() throws Exception {
    sign(true);

    RequestSignature read = RequestSignature.read(request(), true, NOW);

    assertThat(new String(read.base(), US_ASCII))
        .isEqualTo(
            """
            "@method": POST
            "@authority": hub.example:8443
            "@path": /v1/batch
            "@query": ?
            "content-digest": sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:
            "content-type": application/zip
            "content-length": 5
            "@signature-params": ("@method" "@authority" "@path" "@query" "content-digest" \
            "content-type" "content-length");created=1772337906;expires=1772338206;keyid="%s";\
            alg="ecdsa-p256-sha256";tag="cds-http/1\""""
                .formatted(KEY_ID));
    assertThat(read.keyId()).isEqualTo(KEY_ID);
    assertThat(read.signature()).hasSize(64).startsWith(7, 7);
  }

  @ParameterizedTest
  @CsvSource({"-300, true", "300, true", "301, false", "-301, false", "600, false", "-600, false"})
  void aSignatureHoldsWhileTheClocksAreAtMostFiveMinutesApart(long apart, boolean holds)
      throws Exception {
    sign(false);

    if (holds) {
      assertThat(RequestSignature.read(request(), false, NOW.plusSeconds(apart))).isNotNull();
    } else {
      assertFault(SignatureFault.Reason.CLOCK, false, NOW.plusSeconds(apart));
    }
  }

  @Test
  void aSignatureWithoutTheBodyIsNotEnoughForARequestWithABody() throws Exception {
    sign(false);
    assertFault(SignatureFault.Reason.WRONG_PROFILE, true, NOW);
  }

  @Test
  void aMissingFieldIsNamed() throws Exception {
    sign(true);
    fields.remove("content-type");

    assertThatThrownBy(() -> RequestSignature.read(request(), true, NOW))
        .hasMessageContaining("[content-type]")
        .extracting(e -> ((SignatureFault) e).reason())
        .isEqualTo(SignatureFault.Reason.ABSENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cds=(\"@method\"  \"@path\");created=1",
        "cds=(\"@method\" \"@method\");created=1",
        "cds=(\"@method\");created=1;created=2",
        "cds=(\"@method\");created=01",
        "cds=(\"@method\"); created=1",
        "cds=(\"@method\");created=1, other=(\"@path\")",
        "cds=(\"@method\");created=1,",
        "cds=(\"@query-param\";name=\"x\");created=1",
        "cds=(\"@method\";created=1",
        "cds=(\"@meth\\x\")",
        "cds=(\"@meth\u00e9\")",
        "cds=();created=1234567890123456",
        "cds=();created=-1",
        "Cds=()",
        "cds",
        "=",
        ""
      })
  void aSignatureInputOutsideTheCanonicalFormIsMalformed(String value) throws Exception {
    sign(false);
    fields.put("signature-input", value);
    assertFault(SignatureFault.Reason.MALFORMED, false, NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "cds=(,sig=(",
    "@authority,host",
    "\" \"@query,",
    "ecdsa-p256-sha256,ed25519",
    "cds-http/1,cds-http/2",
    ";tag=,;nonce=",
    "expires=1772338206,expires=1772338207",
    "expires=1772338206,expires=1772337906",
    "abab,ABAB",
    "created=1772337906,created=\"1772337906\""
  })
  void aSignatureOfAnotherProfileIsRefused(String part, String other) throws Exception {
    sign(false);
    fields.computeIfPresent(
        "signature-input", (name, value) -> value.replace(part, other == null ? "" : other));
    assertFault(SignatureFault.Reason.WRONG_PROFILE, false, NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cds=:AAAA:",
        "cds=AAAA",
        "sig=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==:",
        "cds=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA:",
        "cds=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB==:",
        "cds=:AAAA"
      })
  void aSignatureFieldMustBeSixtyFourOctetsInCanonicalBase64(String value) throws Exception {
    sign(false);
    fields.put("signature", value);
    assertFault(SignatureFault.Reason.MALFORMED, false, NOW);
  }

  @Test
  void aFieldSentTwiceIsNotThere() throws Exception {
    sign(false);
    RequestComponents twice =
        new RequestComponents("POST", "hub", "/", Optional.empty(), name -> List.of("a", "a"));

    assertThatThrownBy(() -> RequestSignature.read(twice, false, NOW))
        .extracting(e -> ((SignatureFault) e).reason())
        .isEqualTo(SignatureFault.Reason.ABSENT);
  }

  @Test
  void aFieldWithALineBreakCannotForgeALineOfTheBase() throws Exception {
    sign(true);
    fields.put("content-type", "application/zip\n\"content-length\": 0");
    assertFault(SignatureFault.Reason.MALFORMED, true, NOW);
  }

  @Test
  void aQueryAndAnUpperCaseHostAreWrittenAsTheRfcSays() {
    RequestComponents request =
        new RequestComponents("GET", "HUB.Example", "", Optional.of("a=%20b"), n -> List.of(" v "));

    assertThat(request.value("@query")).contains("?a=%20b");
    assertThat(request.value("@authority")).contains("hub.example");
    assertThat(request.value("@path")).contains("/");
    assertThat(request.value("x")).contains("v");
    assertThat(request.value("@status")).isEmpty();
  }

  @Test
  void aBodyThatIsNotTheDigestedOneIsRefused() throws Exception {
    String digest = ContentDigest.of("hello".getBytes(US_ASCII));
    ContentDigest.check(digest, "hello".getBytes(US_ASCII));

    assertThatThrownBy(() -> ContentDigest.check(digest, "hellp".getBytes(US_ASCII)))
        .extracting(e -> ((SignatureFault) e).reason())
        .isEqualTo(SignatureFault.Reason.WRONG_DIGEST);
    assertThatThrownBy(() -> ContentDigest.parse(digest.replace("sha-256", "sha-512")))
        .extracting(e -> ((SignatureFault) e).reason())
        .isEqualTo(SignatureFault.Reason.MALFORMED);
    assertThatThrownBy(() -> ContentDigest.parse(digest + "," + digest))
        .extracting(e -> ((SignatureFault) e).reason())
        .isEqualTo(SignatureFault.Reason.MALFORMED);
  }

  private void sign(boolean body) throws SignatureFault {
    fields.put("content-digest", ContentDigest.of("hello".getBytes(US_ASCII)));
    fields.put("content-type", "application/zip");
    fields.put("content-length", "5");
    byte[] signature = new byte[64];
    Arrays.fill(signature, (byte) 7);
    RequestSignature.Fields signed =
        RequestSignature.sign(request(), body, KEY_ID, NOW, base -> signature);
    fields.put("signature-input", signed.input());
    fields.put("signature", signed.signature());
  }

  private RequestComponents request() {
    return new RequestComponents(
        "POST",
        "hub.example:8443",
        "/v1/batch",
        Optional.empty(),
        name -> Optional.ofNullable(fields.get(name)).stream().toList());
  }

  private void assertFault(SignatureFault.Reason reason, boolean body, Instant now) {
    assertThatThrownBy(() -> RequestSignature.read(request(), body, now))
        .isInstanceOf(SignatureFault.class)
        .extracting(e -> ((SignatureFault) e).reason())
        .isEqualTo(reason);
  }
}
