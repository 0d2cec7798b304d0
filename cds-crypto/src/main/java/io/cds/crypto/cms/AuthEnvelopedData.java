package io.cds.crypto.cms;

import static io.cds.api.envelope.InvalidReason.CMS_FORM;
import static io.cds.api.envelope.InvalidReason.KEY_TRANSPORT;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.KeyAgreementWrap;
import io.cds.crypto.algorithm.P256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * CMS AuthEnvelopedData in the one form that the format allows: AES-256-GCM without attributes, one
 * KeyAgreeRecipientInfo with one ephemeral P-256 key for all recipients.
 *
 * <p>Reading takes the octets apart, writes them again and compares.
 *
 * @param originator the ephemeral public point, 65 octets
 * @param recipients the recipients in the order of the routing record
 * @param content ciphertext and tag
 */
public record AuthEnvelopedData(
    Octets originator, List<WrappedFor> recipients, GcmContent content) {

  private static final byte[] VERSION_3 = Der.integer(3);
  private static final int KEK_BITS = 256;

  /** A content-encryption key wrapped for the holder of one certificate. */
  public record WrappedFor(CertificateId certificate, Octets wrapped) {}

  /** How a KeyTransRecipientInfo begins; the profile's KeyAgreeRecipientInfo is tagged. */
  private static final byte[] TRANSPORT = {DerReader.SEQUENCE};

  /** Copies the list. */
  public AuthEnvelopedData {
    recipients = List.copyOf(recipients);
  }

  /** The DER of ECC-CMS-SharedInfo, which the key derivation takes in (RFC 5753, 7.2). */
  public static byte[] sharedInfo() {
    byte[] bits = {0, 0, (byte) (KEK_BITS >>> 8), (byte) KEK_BITS};
    return Der.sequence(Identifiers.AES256_WRAP, Der.element(0xa2, Der.octets(bits)));
  }

  /**
   * Reads the octets.
   *
   * @param maxRecipients how many recipients are read at most
   * @throws InvalidEnvelopeException when they have any other form
   */
  public static AuthEnvelopedData read(byte[] der, int maxRecipients) {
    DerReader enveloped = GcmContent.enveloped(der);
    DerReader infos = enveloped.enter(DerReader.SET);
    if (infos.startsWith(TRANSPORT)) {
      throw new InvalidEnvelopeException(
          KEY_TRANSPORT, "a key is sealed to an RSA key, expected P-256 agreement alone");
    }
    DerReader agreement = infos.enter(0xa1);
    agreement.exactly(VERSION_3, "version 3");
    Octets originator = originator(agreement);
    agreement.algorithm(Identifiers.ECDH_SHA256_AES256_WRAP, "ECDH with AES-256 wrap");
    List<WrappedFor> recipients = recipients(agreement.enter(DerReader.SEQUENCE), maxRecipients);
    AuthEnvelopedData data =
        new AuthEnvelopedData(originator, recipients, GcmContent.read(enveloped));
    if (!Arrays.equals(data.octets(), der)) {
      throw new InvalidEnvelopeException(
          CMS_FORM, "the AuthEnvelopedData has parts or encodings outside the profile");
    }
    return data;
  }

  private static Octets originator(DerReader agreement) {
    DerReader key = agreement.enter(0xa0).enter(0xa1);
    key.algorithm(Identifiers.P256_KEY, "P-256");
    Octets bits = key.sized(DerReader.BIT_STRING, P256.POINT + 1, "ephemeral key");
    return Octets.of(Arrays.copyOfRange(bits.toArray(), 1, bits.length()));
  }

  private static List<WrappedFor> recipients(DerReader keys, int max) {
    List<WrappedFor> recipients = new ArrayList<>();
    while (keys.more()) {
      if (recipients.size() == max) {
        throw new InvalidEnvelopeException(CMS_FORM, "more than [" + max + "] recipients");
      }
      DerReader key = keys.enter(DerReader.SEQUENCE);
      CertificateId id = CertificateId.read(key);
      Octets wrapped = key.sized(DerReader.OCTET_STRING, KeyAgreementWrap.WRAPPED, "wrapped key");
      recipients.add(new WrappedFor(id, wrapped));
    }
    return recipients;
  }

  /** The DER octets. */
  public byte[] octets() {
    byte[] point = Der.element(DerReader.BIT_STRING, new byte[] {0}, originator.toArray());
    byte[] key = Der.element(0xa0, Der.element(0xa1, Identifiers.P256_KEY, point));
    byte[][] wrapped =
        recipients.stream()
            .map(r -> Der.sequence(r.certificate().der(), Der.octets(r.wrapped().toArray())))
            .toArray(byte[][]::new);
    byte[] agreement =
        Der.element(
            0xa1, VERSION_3, key, Identifiers.ECDH_SHA256_AES256_WRAP, Der.sequence(wrapped));
    return content.octets(Der.setOf(agreement));
  }
}
