package io.cds.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;

/** Certificates and requests as lines of text, and signatures that anybody could make. */
final class FakeCertificates {
  private FakeCertificates() {}

  static Octets request(PartyCode party, KeyUse use, String keyName) {
    return text("request", party.value(), use.name(), keyName);
  }

  static String keyNameOf(Octets request) {
    return words(request, "request", 4)[3];
  }

  static Octets certificate(
      PartyCode party, KeyUse use, String keyName, Instant from, Instant to, Octets root) {
    return text(
        "certificate",
        party.value(),
        use.name(),
        keyName,
        from.toString(),
        to.toString(),
        sha256(root.toArray()).hex());
  }

  static KnownKey read(Octets certificate, Octets root) {
    String[] words = words(certificate, "certificate", 7);
    if (!words[6].equals(sha256(root.toArray()).hex())) {
      throw new InvalidEnvelopeException(InvalidReason.CERTIFICATE, "issued by another root");
    }
    return new KnownKey(
        PartyCode.of(words[1]),
        KeyUse.valueOf(words[2]),
        KeyState.ACTIVE,
        certificate,
        sha256(certificate.toArray()),
        Instant.parse(words[4]),
        Instant.parse(words[5]),
        Optional.empty(),
        Optional.empty());
  }

  static byte[] signature(String keyName, byte[] data) {
    return sha256((keyName + " " + sha256(data)).getBytes(UTF_8)).octets();
  }

  static boolean verify(KnownKey key, byte[] data, byte[] signature) {
    String keyName = words(key.certificate(), "certificate", 7)[3];
    return MessageDigest.isEqual(signature(keyName, data), signature);
  }

  static Sha256 sha256(byte[] octets) {
    try {
      return Sha256.of(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The platform has no SHA-256", e);
    }
  }

  static Octets text(String... words) {
    return Octets.of(String.join(" ", words).getBytes(UTF_8));
  }

  private static String[] words(Octets octets, String kind, int count) {
    String[] words = new String(octets.toArray(), UTF_8).split(" ", -1);
    if (words.length != count || !words[0].equals(kind)) {
      throw new InvalidEnvelopeException(InvalidReason.CERTIFICATE, "expected a " + kind);
    }
    return words;
  }
}
