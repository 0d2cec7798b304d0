package io.cds.crypto.keys;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * Who signs for the possession of a key: the key itself, or, for an ML-KEM key, which cannot sign,
 * the SIGN key of the same party, by the statement of possession of RFC 9883. The key of an outside
 * certificate signs for itself, and the same statement brings that certificate.
 *
 * <p>Not a record: a key does not print itself.
 */
final class Possession {
  private static final ASN1ObjectIdentifier STATEMENT =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.22112.2.1");

  private final PrivateKey signer;
  private final Optional<Octets> certificate;

  private Possession(PrivateKey signer, Optional<Octets> certificate) {
    this.signer = signer;
    this.certificate = certificate;
  }

  /** The key signs for itself. */
  static Possession proven(PrivateKey own) {
    return new Possession(own, Optional.empty());
  }

  /**
   * The key of this certificate states it: the SIGN key, by its certificate or by the placeholder
   * beside a fresh pair; or the key of an outside certificate, for itself.
   */
  static Possession stated(PrivateKey sign, Octets certificate) {
    return new Possession(sign, Optional.of(certificate));
  }

  PrivateKey signer() {
    return signer;
  }

  /** The attributes of the request: the statement, or none. */
  ASN1Set attributes() {
    return certificate.map(Possession::statement).orElseGet(DERSet::new);
  }

  private static ASN1Set statement(Octets der) {
    Certificate certificate = Certificates.read(der);
    ASN1EncodableVector statement = new ASN1EncodableVector();
    statement.add(new IssuerAndSerialNumber(certificate));
    statement.add(certificate);
    return new DERSet(
        new DERSequence(new ASN1Encodable[] {STATEMENT, new DERSet(new DERSequence(statement))}));
  }

  /**
   * The SIGN key by which this party states that it has the key of a request.
   *
   * @throws IllegalArgumentException when the attributes are not exactly such a statement
   */
  static PublicKey signer(ASN1Set attributes, PartyCode party) {
    Certificate certificate = certificate(attributes, "by the party's SIGN key");
    if (!certificate.getSubject().equals(Certificates.subject(party, KeyUse.SIGN))) {
      throw new IllegalArgumentException(
          "its possession is stated by ["
              + certificate.getSubject()
              + "], not by the party's SIGN key");
    }
    return Certificates.publicKey(certificate.getSubjectPublicKeyInfo());
  }

  /**
   * The outside certificate whose key an organisation asks for.
   *
   * @throws IllegalArgumentException when the attributes are not exactly the statement with it
   */
  static Octets outside(ASN1Set attributes) {
    try {
      return Octets.of(
          certificate(attributes, "with the outside certificate of its key")
              .getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new IllegalArgumentException("its outside certificate is not DER", e);
    }
  }

  private static Certificate certificate(ASN1Set attributes, String expected) {
    if (attributes != null && attributes.size() == 1) {
      ASN1Sequence attribute = ASN1Sequence.getInstance(attributes.getObjectAt(0));
      ASN1Set values = ASN1Set.getInstance(attribute.getObjectAt(1));
      if (attribute.size() == 2
          && attribute.getObjectAt(0).equals(STATEMENT)
          && values.size() == 1) {
        ASN1Sequence statement = ASN1Sequence.getInstance(values.getObjectAt(0));
        Certificate certificate = Certificate.getInstance(statement.getObjectAt(1));
        if (statement.size() == 2
            && new IssuerAndSerialNumber(certificate)
                .equals(IssuerAndSerialNumber.getInstance(statement.getObjectAt(0)))) {
          return certificate;
        }
      }
    }
    throw new IllegalArgumentException(
        "it has no statement of possession " + expected + " (RFC 9883)");
  }
}
