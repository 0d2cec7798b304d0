package io.cds.crypto.cms;

import static io.cds.api.envelope.InvalidReason.CMS_ATTRIBUTES;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Sha256;
import io.cds.crypto.algorithm.Digests;
import java.security.MessageDigest;
import java.time.Instant;

/** The four signed attributes of the format. */
final class SignedAttributes {

  private SignedAttributes() {}

  /** As a SET OF, which the signature covers. */
  static byte[] der(ContentKind kind, Instant time, byte[] messageDigest, Sha256 certificate) {
    byte[] hash = Der.octets(certificate.octets());
    return Der.setOf(
        attribute(Identifiers.CONTENT_TYPE, kind.oid()),
        attribute(Identifiers.SIGNING_TIME, SigningTime.der(SigningTime.whole(time))),
        attribute(Identifiers.MESSAGE_DIGEST, Der.octets(messageDigest)),
        attribute(
            Identifiers.SIGNING_CERTIFICATE_V2, Der.sequence(Der.sequence(Der.sequence(hash)))));
  }

  private static byte[] attribute(byte[] oid, byte[] value) {
    return Der.sequence(oid, Der.setOf(value));
  }

  /** The same as they stand in a SignerInfo. */
  static byte[] implicit(byte[] set) {
    byte[] implicit = set.clone();
    implicit[0] = (byte) 0xa0;
    return implicit;
  }

  static Instant time(byte[] attributes) {
    return SigningTime.read(find(attributes, Identifiers.SIGNING_TIME));
  }

  static byte[] messageDigest(byte[] attributes) {
    return DerReader.of(find(attributes, Identifiers.MESSAGE_DIGEST)).value(DerReader.OCTET_STRING);
  }

  static Sha256 certificate(byte[] attributes) {
    byte[] hash =
        DerReader.of(find(attributes, Identifiers.SIGNING_CERTIFICATE_V2))
            .enter(DerReader.SEQUENCE)
            .enter(DerReader.SEQUENCE)
            .enter(DerReader.SEQUENCE)
            .value(DerReader.OCTET_STRING);
    if (hash.length != Digests.LENGTH) {
      throw new InvalidEnvelopeException(CMS_ATTRIBUTES, "the certificate's hash is no SHA-256");
    }
    return Sha256.of(hash);
  }

  private static byte[] find(byte[] attributes, byte[] oid) {
    DerReader set = DerReader.of(attributes).enter(0xa0);
    while (set.more()) {
      DerReader attribute = set.enter(DerReader.SEQUENCE);
      if (attribute.startsWith(oid)) {
        attribute.element(DerReader.OID);
        return attribute.value(DerReader.SET);
      }
    }
    throw new InvalidEnvelopeException(CMS_ATTRIBUTES, "a signed attribute is missing");
  }

  /** Refuses attributes that are not exactly these. */
  static void demand(byte[] expectedSet, byte[] found) {
    if (!MessageDigest.isEqual(implicit(expectedSet), found)) {
      throw new InvalidEnvelopeException(
          CMS_ATTRIBUTES,
          "the signed attributes are not exactly content type, signing time, message digest and"
              + " signing certificate of this content");
    }
  }
}
