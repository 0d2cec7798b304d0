package io.cds.transport.http.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The test messages, keys and signatures of RFC 9421 appendix B, as far as the subset reaches: each
 * published signature is verified over the base that this code builds.
 */
class Rfc9421AppendixBTest {
  private static final Map<String, String> REQUEST_FIELDS =
      Map.of(
          "date", "Tue, 20 Apr 2021 02:07:55 GMT",
          "content-type", "application/json",
          "content-digest",
              "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLv"
                  + "RwEmTHWXvJwew==:",
          "content-length", "18");
  private static final RequestComponents REQUEST =
      new RequestComponents(
          "POST",
          "example.com",
          "/foo",
          Optional.of("param=Value&Pet=dog"),
          name -> Optional.ofNullable(REQUEST_FIELDS.get(name)).stream().toList());
  private static final Map<String, String> RESPONSE =
      Map.of(
          "@status", "200",
          "content-type", "application/json",
          "content-digest",
              "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rj"
                  + "Juahq4l5aGgfLQ==:",
          "content-length", "23");

  @Test
  void b23TheFullRequestGivesTheOctetsThatTheRsaSignatureCovers() throws Exception {
    SignatureInput input =
        SignatureInput.parse(
            "sig-b23=(\"date\" \"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\""
                + " \"content-digest\" \"content-length\")"
                + ";created=1618884473;keyid=\"test-key-rsa-pss\"");

    byte[] base = SignatureBase.octets(input, REQUEST);

    assertThat(new String(base, US_ASCII))
        .isEqualTo(
            """
            "date": Tue, 20 Apr 2021 02:07:55 GMT
            "@method": POST
            "@path": /foo
            "@query": ?param=Value&Pet=dog
            "@authority": example.com
            "content-type": application/json
            "content-digest": sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiY\
            llu7BNNyealdVLvRwEmTHWXvJwew==:
            "content-length": 18
            "@signature-params": ("date" "@method" "@path" "@query" "@authority" "content-type" \
            "content-digest" "content-length");created=1618884473;keyid="test-key-rsa-pss\"""");
    Signature verifier = Signature.getInstance("RSASSA-PSS");
    verifier.setParameter(new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1));
    byte[] signature =
        octets(
            "sig-b23",
            256,
            "bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683"
                + "+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPVi"
                + "V7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9"
                + "bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2"
                + "FUo5fTIztsDZKEgM4cUA==");
    assertThat(verifies(verifier, rsaKey(), base, signature)).isTrue();
  }

  @Test
  void b24ThePublishedEcdsaSignatureOfTheResponseVerifiesOverOurBase() throws Exception {
    SignatureInput input =
        SignatureInput.parse(
            "sig-b24=(\"@status\" \"content-type\" \"content-digest\" \"content-length\")"
                + ";created=1618884473;keyid=\"test-key-ecc-p256\"");

    byte[] base = SignatureBase.octets(input, name -> Optional.ofNullable(RESPONSE.get(name)));

    byte[] signature =
        octets(
            "sig-b24",
            64,
            "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oia"
                + "sw==");
    Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
    assertThat(verifies(verifier, p256Key(), base, signature)).isTrue();
    base[base.length - 2] ^= 1;
    assertThat(verifies(verifier, p256Key(), base, signature)).isFalse();
  }

  @Test
  void b26ThePublishedEd25519SignatureOfTheRequestVerifiesOverOurBase() throws Exception {
    SignatureInput input =
        SignatureInput.parse(
            "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\""
                + " \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"");

    byte[] base = SignatureBase.octets(input, REQUEST);

    byte[] signature =
        octets(
            "sig-b26",
            64,
            "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKR"
                + "Cw==");
    PublicKey key = key("Ed25519", "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=");
    assertThat(verifies(Signature.getInstance("Ed25519"), key, base, signature)).isTrue();
  }

  private static byte[] octets(String label, int length, String base64) throws SignatureFault {
    return OctetsMember.read("signature", label + "=:" + base64 + ":", label, length);
  }

  private static boolean verifies(Signature with, PublicKey key, byte[] base, byte[] signature)
      throws Exception {
    with.initVerify(key);
    with.update(base);
    return with.verify(signature);
  }

  /** test-key-ecc-p256 of appendix B.1.3. */
  private static PublicKey p256Key() throws Exception {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    ECPoint point =
        new ECPoint(
            coordinate("qIVYZVLCrPZHGHjP17CTW0_-D9Lfw0EkjqF7xB4FivA"),
            coordinate("Mc4nN9LTDOBhfoUeg8Ye9WedFRhnZXZJA12Qp0zZ6F0"));
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
  }

  private static BigInteger coordinate(String base64) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
  }

  /** test-key-rsa-pss of appendix B.1.2. */
  private static PublicKey rsaKey() throws Exception {
    return key(
        "RSA",
        String.join(
            "",
            List.of(
                "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2",
                "+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+",
                "oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq",
                "gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W",
                "Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4",
                "aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI",
                "2wIDAQAB")));
  }

  private static PublicKey key(String algorithm, String base64) throws Exception {
    return KeyFactory.getInstance(algorithm)
        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }
}
