package io.cds.transport.http.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The one signature that a request carries: label {@code cds}, fixed components and parameters in a
 * fixed order. Written by a client, read by a hub.
 */
public final class RequestSignature {
  /** The field with the signature's octets. */
  public static final String SIGNATURE_FIELD = "signature";

  /** The field with what is covered. */
  public static final String INPUT_FIELD = SignatureInput.FIELD;

  /** How long a signature lives, and how far the two clocks may be apart. */
  public static final Duration LIFE = Duration.ofMinutes(5);

  private static final String LABEL = "cds";
  private static final String TAG = "cds-http/1";
  private static final String ALGORITHM = "ecdsa-p256-sha256";
  private static final int SIGNATURE_LENGTH = 64;
  private static final List<String> TARGET = List.of("@method", "@authority", "@path", "@query");
  private static final List<String> TARGET_AND_BODY =
      List.of(
          "@method",
          "@authority",
          "@path",
          "@query",
          ContentDigest.FIELD,
          "content-type",
          "content-length");
  private static final List<String> PARAMETERS =
      List.of("created", "expires", "keyid", "alg", "tag");

  private final String keyId;
  private final byte[] base;
  private final byte[] signature;

  private RequestSignature(String keyId, byte[] base, byte[] signature) {
    this.keyId = keyId;
    this.base = base;
    this.signature = signature;
  }

  /** What a client signs and sends. */
  public interface Signing {
    /** The raw signature over the base. */
    byte[] sign(byte[] base);
  }

  /**
   * The two field values of a request that is about to be sent.
   *
   * @param input of {@code Signature-Input}
   * @param signature of {@code Signature}
   */
  public record Fields(String input, String signature) {}

  /**
   * Signs a request.
   *
   * @throws SignatureFault {@code ABSENT} or {@code MALFORMED} when the request cannot be signed
   */
  public static Fields sign(
      RequestComponents request, boolean body, String keyId, Instant now, Signing key)
      throws SignatureFault {
    long created = now.getEpochSecond();
    SignatureInput input =
        new SignatureInput(
            LABEL,
            body ? TARGET_AND_BODY : TARGET,
            List.of(
                SignatureParameter.number("created", created),
                SignatureParameter.number("expires", created + LIFE.toSeconds()),
                SignatureParameter.text("keyid", keyId),
                SignatureParameter.text("alg", ALGORITHM),
                SignatureParameter.text("tag", TAG)));
    byte[] signature = key.sign(SignatureBase.octets(input, request));
    return new Fields(input.serialised(), OctetsMember.write(LABEL, signature));
  }

  /**
   * Reads the signature of a request; the octets are for the holder of the key to verify.
   *
   * @param body whether this request must cover a body
   * @throws SignatureFault when a field is absent, malformed, of another profile, or when {@code
   *     now} lies outside the signature's life
   */
  public static RequestSignature read(RequestComponents request, boolean body, Instant now)
      throws SignatureFault {
    SignatureInput input = SignatureInput.parse(needed(request, INPUT_FIELD));
    byte[] signature =
        OctetsMember.read(
            SIGNATURE_FIELD, needed(request, SIGNATURE_FIELD), LABEL, SIGNATURE_LENGTH);
    checkProfile(input, body);
    checkLife(input, now);
    String keyId = input.text("keyid").orElseThrow();
    return new RequestSignature(keyId, SignatureBase.octets(input, request), signature);
  }

  /** SHA-256 of the signer's certificate in lower-case hex. */
  public String keyId() {
    return keyId;
  }

  /** The octets that are signed. */
  public byte[] base() {
    return base.clone();
  }

  /** Raw r‖s, 64 octets. */
  public byte[] signature() {
    return signature.clone();
  }

  private static void checkProfile(SignatureInput input, boolean body) throws SignatureFault {
    check(input.label().equals(LABEL), "label", LABEL);
    List<String> components = body ? TARGET_AND_BODY : TARGET;
    check(input.components().equals(components), "components", components.toString());
    check(input.parameterNames().equals(PARAMETERS), "parameters", PARAMETERS.toString());
    check(input.text("alg").equals(Optional.of(ALGORITHM)), "alg", ALGORITHM);
    check(input.text("tag").equals(Optional.of(TAG)), "tag", TAG);
    check(
        input.text("keyid").filter(k -> k.matches("[0-9a-f]{64}")).isPresent(),
        "keyid",
        "SHA-256 of the certificate in lower-case hex");
    check(
        input.number("created").isPresent() && input.number("expires").isPresent(),
        "created and expires",
        "seconds since 1970");
  }

  private static void checkLife(SignatureInput input, Instant now) throws SignatureFault {
    long created = input.number("created").orElseThrow();
    long expires = input.number("expires").orElseThrow();
    check(
        expires > created && expires - created <= LIFE.toSeconds(),
        "expires",
        "at most [" + LIFE.toSeconds() + "] seconds after created");
    long second = now.getEpochSecond();
    if (created > second + LIFE.toSeconds() || expires < second) {
      throw new SignatureFault(
          SignatureFault.Reason.CLOCK,
          "cannot accept a signature created at [%s] that expires at [%s]: the time here is [%s];"
                  .formatted(Instant.ofEpochSecond(created), Instant.ofEpochSecond(expires), now)
              + " set the clock of the sending machine");
    }
  }

  private static String needed(RequestComponents request, String field) throws SignatureFault {
    return request
        .field(field)
        .orElseThrow(
            () ->
                new SignatureFault(
                    SignatureFault.Reason.ABSENT,
                    "cannot find the signature: field [%s] must be there exactly once"
                        .formatted(field)));
  }

  private static void check(boolean holds, String what, String expected) throws SignatureFault {
    if (!holds) {
      throw new SignatureFault(
          SignatureFault.Reason.WRONG_PROFILE,
          "cannot accept the signature: [%s] must be [%s]".formatted(what, expected));
    }
  }
}
