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
import java.util.Optional;

/**
 * CMS AuthEnvelopedData in the one form that the format allows: AES-256-GCM without attributes, one
 * KeyAgreeRecipientInfo with one ephemeral P-256 key for all recipients; and, where the reader was
 * told to expect them, beside it or in its place a KeyTransRecipientInfo by RSAES-OAEP for each
 * outside certificate.
 *
 * <p>Reading takes the octets apart, writes them again and compares.
 *
 * @param transported those with an outside certificate, in the order of DER
 * @param originator the ephemeral public point, 65 octets; none if all have an outside certificate
 * @param recipients the recipients in the order of the routing record
 * @param content ciphertext and tag
 */
public record AuthEnvelopedData(
    List<EncryptedFor> transported,
    Optional<Octets> originator,
    List<WrappedFor> recipients,
    GcmContent content) {

  private static final byte[] VERSION_0 = Der.integer(0);
  private static final byte[] VERSION_3 = Der.integer(3);
  private static final int KEK_BITS = 256;

  /** A content-encryption key wrapped for the holder of one certificate. */
  public record WrappedFor(CertificateId certificate, Octets wrapped) {}

  /** A content-encryption key encrypted to an outside certificate. */
  public record EncryptedFor(CertificateId certificate, Octets encrypted) {
    private byte[] der() {
      return Der.sequence(
          VERSION_0,
          certificate.der(),
          Identifiers.RSA_OAEP_SHA256,
          Der.octets(encrypted.toArray()));
    }
  }

  /** How a KeyTransRecipientInfo begins; the profile's KeyAgreeRecipientInfo is tagged. */
  private static final byte[] TRANSPORT = {DerReader.SEQUENCE};

  /** Copies the lists. */
  public AuthEnvelopedData {
    transported = List.copyOf(transported);
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
   * @param transport whether outside certificates are expected; if not, they are {@code
   *     KEY_TRANSPORT}
   * @throws InvalidEnvelopeException when they have any other form
   */
  public static AuthEnvelopedData read(byte[] der, int maxRecipients, boolean transport) {
    DerReader enveloped = GcmContent.enveloped(der);
    DerReader infos = enveloped.enter(DerReader.SET);
    if (infos.startsWith(TRANSPORT) && !transport) {
      throw new InvalidEnvelopeException(
          KEY_TRANSPORT, "a key is sealed to an RSA key, expected P-256 agreement alone");
    }
    List<EncryptedFor> transported = new ArrayList<>();
    while (infos.startsWith(TRANSPORT)) {
      demandRoom(transported.size(), maxRecipients);
      transported.add(transported(infos.enter(DerReader.SEQUENCE)));
    }
    Optional<Octets> originator = Optional.empty();
    List<WrappedFor> recipients = List.of();
    if (transported.isEmpty() || infos.more()) {
      DerReader agreement = infos.enter(0xa1);
      agreement.exactly(VERSION_3, "version 3");
      originator = Optional.of(originator(agreement));
      agreement.algorithm(Identifiers.ECDH_SHA256_AES256_WRAP, "ECDH with AES-256 wrap");
      recipients =
          recipients(agreement.enter(DerReader.SEQUENCE), maxRecipients - transported.size());
      if (recipients.isEmpty() && !transported.isEmpty()) {
        throw new InvalidEnvelopeException(CMS_FORM, "an agreement with nobody");
      }
    }
    AuthEnvelopedData data =
        new AuthEnvelopedData(transported, originator, recipients, GcmContent.read(enveloped));
    if (!Arrays.equals(data.octets(), der)) {
      throw new InvalidEnvelopeException(
          CMS_FORM, "the AuthEnvelopedData has parts or encodings outside the profile");
    }
    return data;
  }

  private static EncryptedFor transported(DerReader info) {
    info.exactly(VERSION_0, "version 0");
    CertificateId id = CertificateId.read(info);
    info.algorithm(Identifiers.RSA_OAEP_SHA256, "RSAES-OAEP with SHA-256 and no label");
    return new EncryptedFor(id, Octets.of(info.value(DerReader.OCTET_STRING)));
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
      demandRoom(recipients.size(), max);
      DerReader key = keys.enter(DerReader.SEQUENCE);
      CertificateId id = CertificateId.read(key);
      Octets wrapped = key.sized(DerReader.OCTET_STRING, KeyAgreementWrap.WRAPPED, "wrapped key");
      recipients.add(new WrappedFor(id, wrapped));
    }
    return recipients;
  }

  private static void demandRoom(int read, int max) {
    if (read == max) {
      throw new InvalidEnvelopeException(CMS_FORM, "more than [" + max + "] recipients");
    }
  }

  /** The DER octets. */
  public byte[] octets() {
    List<byte[]> infos = new ArrayList<>();
    transported.forEach(key -> infos.add(key.der()));
    originator.ifPresent(point -> infos.add(agreement(point)));
    return content.octets(Der.setOf(infos.toArray(byte[][]::new)));
  }

  private byte[] agreement(Octets originator) {
    byte[] point = Der.element(DerReader.BIT_STRING, new byte[] {0}, originator.toArray());
    byte[] key = Der.element(0xa0, Der.element(0xa1, Identifiers.P256_KEY, point));
    byte[][] wrapped =
        recipients.stream()
            .map(r -> Der.sequence(r.certificate().der(), Der.octets(r.wrapped().toArray())))
            .toArray(byte[][]::new);
    return Der.element(
        0xa1, VERSION_3, key, Identifiers.ECDH_SHA256_AES256_WRAP, Der.sequence(wrapped));
  }
}
