package io.cds.examples.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Recipient;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.SealRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** One fault each, with the reason that docs/envelope-v1.md gives it. */
final class Faults {
  private static final int MIB = 1 << 20;

  private Faults() {}

  /** Changes parts of a message. */
  @FunctionalInterface
  interface OfParts {
    Parts apply(Parts parts);
  }

  /** Changes a .zip. */
  @FunctionalInterface
  interface OfZip {
    byte[] apply(byte[] zip);
  }

  /** Has the sender seal something that it should not. */
  @FunctionalInterface
  interface OfRequest {
    SealRequest apply(SealRequest request, PemNet net) throws IOException;
  }

  static Stream<Arguments> ofParts() {
    return Stream.of(
        part("another digit in the record", "CMS_ATTRIBUTES", Faults::anotherSeal),
        part("a bit of the signature", "SIGNATURE", p -> p.withRouting(flipped(p.routing(), -1))),
        part("octets behind the record", "CMS_TRAILING", p -> p.withRouting(longer(p.routing()))),
        part(
            "a length in a longer form",
            "CMS_FORM",
            p -> p.withRouting(Der.longerForm(p.routing()))),
        part("an indefinite length", "CMS_FORM", p -> p.withRouting(Der.indefinite(p.routing()))),
        part("the end of the record missing", "CMS_FORM", p -> p.withRouting(cut(p.routing()))),
        part(
            "a bit of the manifest",
            "MANIFEST_DIGEST",
            p -> p.withManifest(flipped(p.manifest(), -1))),
        part(
            "octets behind the manifest",
            "MANIFEST_DIGEST",
            p -> p.withManifest(longer(p.manifest()))),
        part("another's manifest", "MANIFEST_DIGEST", p -> p.withManifest(p.other().manifest())),
        part("another's content", "CONTENT_DIGEST", p -> p.withContent(p.other().content())),
        part(
            "a bit of the content",
            "CONTENT_DIGEST",
            p -> p.withContent(flipped(p.content(), MIB))),
        part("two pieces swapped", "CONTENT_DIGEST", p -> p.withContent(swapped(p.content()))),
        part("a shorter content", "CONTENT_LENGTH", p -> p.withContent(cut(p.content()))),
        part("a longer content", "CONTENT_LENGTH", p -> p.withContent(longer(p.content()))));
  }

  static Stream<Arguments> ofZips() {
    return Stream.of(
        zip("an octet in front", z -> concat(new byte[1], z)),
        zip("an octet behind", Faults::longer),
        zip("its end missing", Faults::cut),
        zip("a wrong CRC-32", z -> flipped(z, 14)),
        zip("data that its CRC-32 does not fit", z -> flipped(z, 100)),
        zip("a flag", z -> flipped(z, 6)),
        zip("a time", z -> flipped(z, 10)),
        zip("another name in the central header", z -> renamed(z, false)),
        zip("names that lead outside", z -> renamed(z, true)),
        zip("another count in its end", z -> flipped(z, z.length - 12)));
  }

  static Stream<Arguments> ofRequests() {
    return Stream.of(
        request(
            "a TRANSMIT key's signature",
            "SIGNER_WRONG_USE",
            (r, net) -> signedBy(r, net.known("010300", KeyUse.TRANSMIT), "010300-TRANSMIT")),
        request(
            "another party's signature",
            "SIGNER_WRONG_PARTY",
            (r, net) -> signedBy(r, net.known("EDB", KeyUse.SIGN), "EDB-SIGN")),
        request(
            "a signature by another key",
            "SIGNATURE",
            (r, net) -> signedBy(r, r.signCertificate(), "EDB-SIGN")),
        request(
            "a stranger's valid certificate",
            "SIGNER_UNKNOWN",
            (r, net) -> signedBy(r, net.stranger(), "stranger/010300-SIGN")),
        request(
            "another hub's net",
            "WRONG_NET",
            (r, net) -> at(r, new Sha256("0".repeat(64)), r.sealedAt(), r.expires())),
        request(
            "a seal of tomorrow",
            "TIME",
            (r, net) -> at(r, r.net(), r.sealedAt().plus(Duration.ofMinutes(10)), r.expires())),
        request(
            "a life that is over",
            "EXPIRED",
            (r, net) -> at(r, r.net(), r.sealedAt(), r.sealedAt().plusMillis(1))),
        request(
            "a key that is not for opening",
            "RECIPIENTS",
            (r, net) -> sealedTo(r, net.known("EDB", KeyUse.SIGN))),
        request(
            "another party's key to open",
            "RECIPIENTS",
            (r, net) -> sealedTo(r, net.known("KLN.2", KeyUse.OPEN))));
  }

  private static Arguments part(String name, String reason, OfParts tampering) {
    return arguments(name, reason, tampering);
  }

  private static Arguments zip(String name, OfZip tampering) {
    return arguments(name, "ZIP_PROFILE", tampering);
  }

  private static Arguments request(String name, String reason, OfRequest tampering) {
    return arguments(name, reason, tampering);
  }

  private static Parts anotherSeal(Parts parts) {
    var text = new String(parts.routing(), ISO_8859_1);
    return parts.withRouting(text.replace("\"seal\":1", "\"seal\":2").getBytes(ISO_8859_1));
  }

  private static byte[] flipped(byte[] octets, int at) {
    var result = octets.clone();
    result[Math.floorMod(at, octets.length)] ^= 1;
    return result;
  }

  private static byte[] longer(byte[] octets) {
    return Arrays.copyOf(octets, octets.length + 1);
  }

  private static byte[] cut(byte[] octets) {
    return Arrays.copyOf(octets, octets.length - 1);
  }

  private static byte[] swapped(byte[] content) {
    return concat(
        Arrays.copyOfRange(content, MIB, 2 * MIB),
        Arrays.copyOf(content, MIB),
        Arrays.copyOfRange(content, 2 * MIB, content.length));
  }

  private static byte[] concat(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    Stream.of(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  /**
   * The same name with ../ at its beginning, in the central header and perhaps in the local one.
   */
  private static byte[] renamed(byte[] zip, boolean both) {
    var text = new String(zip, ISO_8859_1);
    var name = text.substring(30, 30 + zip[26]);
    var result = zip.clone();
    var up = "../".getBytes(ISO_8859_1);
    System.arraycopy(up, 0, result, text.lastIndexOf(name), up.length);
    if (both) {
      System.arraycopy(up, 0, result, 30, up.length);
    }
    return result;
  }

  private static SealRequest signedBy(SealRequest r, KnownKey certificate, String key) {
    var from = r.key().from();
    var described = LibrarySide.described(certificate, from.value(), KeyUse.SIGN);
    var ref = new KeyRef(from, KeyUse.SIGN, key);
    return copy(r, r.net(), ref, described, r.recipients(), r.sealedAt(), r.expires());
  }

  private static SealRequest sealedTo(SealRequest r, KnownKey key) {
    var to = LibrarySide.described(key, "EDB", KeyUse.OPEN);
    var recipients = List.of(new SealRequest.To(Recipient.original(PartyCode.of("EDB")), to));
    return copy(
        r, r.net(), r.signKey(), r.signCertificate(), recipients, r.sealedAt(), r.expires());
  }

  private static SealRequest at(SealRequest r, Sha256 net, Instant sealedAt, Instant expires) {
    return copy(r, net, r.signKey(), r.signCertificate(), r.recipients(), sealedAt, expires);
  }

  private static SealRequest copy(
      SealRequest r,
      Sha256 net,
      KeyRef key,
      KnownKey certificate,
      List<SealRequest.To> recipients,
      Instant sealedAt,
      Instant expires) {
    return new SealRequest(
        net,
        r.key(),
        r.seal(),
        key,
        certificate,
        recipients,
        sealedAt,
        expires,
        r.test(),
        r.heading(),
        r.attachments(),
        r.compressions());
  }
}
