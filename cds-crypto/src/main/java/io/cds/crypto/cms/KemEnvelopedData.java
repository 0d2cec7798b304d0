package io.cds.crypto.cms;

import static io.cds.api.envelope.InvalidReason.CMS_FORM;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.KeyAgreementWrap;
import io.cds.crypto.algorithm.MlKem768;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The inner CMS AuthEnvelopedData of suite 2 in the one form that the format allows: one
 * KEMRecipientInfo by ML-KEM-768 for each recipient, AES-256-GCM without attributes.
 *
 * <p>Reading takes the octets apart, writes them again and compares.
 *
 * @param recipients the recipients in the order of the routing record: CMS gives the set of
 *     RecipientInfos no order, and this is the one place where DER's is not used
 */
public record KemEnvelopedData(List<EncapsulatedFor> recipients, GcmContent content) {

  private static final byte[] VERSION_0 = Der.integer(0);
  private static final byte[] KEK_LENGTH = Der.integer(32);

  /** A content-encryption key wrapped for the holder of one certificate. */
  public record EncapsulatedFor(CertificateId certificate, Octets ciphertext, Octets wrapped) {}

  /** Copies the list. */
  public KemEnvelopedData {
    recipients = List.copyOf(recipients);
  }

  /** The DER of CMSORIforKEMOtherInfo, which the key derivation takes in (RFC 9629, 5). */
  public static byte[] otherInfo() {
    return Der.sequence(Identifiers.AES256_WRAP, KEK_LENGTH);
  }

  /**
   * Reads the octets.
   *
   * @param maxRecipients how many recipients are read at most
   * @throws InvalidEnvelopeException when they have any other form
   */
  public static KemEnvelopedData read(byte[] der, int maxRecipients) {
    DerReader enveloped = GcmContent.enveloped(der);
    DerReader set = enveloped.enter(DerReader.SET);
    List<EncapsulatedFor> recipients = new ArrayList<>();
    while (set.more()) {
      if (recipients.size() == maxRecipients) {
        throw new InvalidEnvelopeException(
            CMS_FORM, "more than [" + maxRecipients + "] recipients");
      }
      recipients.add(recipient(set.enter(0xa4)));
    }
    KemEnvelopedData data = new KemEnvelopedData(recipients, GcmContent.read(enveloped));
    if (!Arrays.equals(data.octets(), der)) {
      throw new InvalidEnvelopeException(
          CMS_FORM, "the inner AuthEnvelopedData has parts or encodings outside the profile");
    }
    return data;
  }

  private static EncapsulatedFor recipient(DerReader other) {
    other.exactly(Identifiers.KEM_RECIPIENT, "id-ori-kem");
    DerReader kem = other.enter(DerReader.SEQUENCE);
    kem.exactly(VERSION_0, "version 0");
    CertificateId certificate = CertificateId.read(kem);
    kem.algorithm(Identifiers.ML_KEM_768, "ML-KEM-768");
    Octets ciphertext = kem.sized(DerReader.OCTET_STRING, MlKem768.CIPHERTEXT, "ML-KEM ciphertext");
    kem.algorithm(Identifiers.HKDF_SHA256, "HKDF with SHA-256");
    kem.exactly(KEK_LENGTH, "kekLength 32");
    kem.algorithm(Identifiers.AES256_WRAP, "AES-256 wrap");
    Octets wrapped = kem.sized(DerReader.OCTET_STRING, KeyAgreementWrap.WRAPPED, "wrapped key");
    return new EncapsulatedFor(certificate, ciphertext, wrapped);
  }

  /** The DER octets, but for the order of the recipients. */
  public byte[] octets() {
    byte[][] infos = recipients.stream().map(KemEnvelopedData::octets).toArray(byte[][]::new);
    return content.octets(Der.element(DerReader.SET, infos));
  }

  private static byte[] octets(EncapsulatedFor recipient) {
    byte[] kem =
        Der.sequence(
            VERSION_0,
            recipient.certificate().der(),
            Identifiers.ML_KEM_768,
            Der.octets(recipient.ciphertext().toArray()),
            Identifiers.HKDF_SHA256,
            KEK_LENGTH,
            Identifiers.AES256_WRAP,
            Der.octets(recipient.wrapped().toArray()));
    return Der.element(0xa4, Identifiers.KEM_RECIPIENT, kem);
  }
}
