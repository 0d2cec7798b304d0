package io.cds.crypto.cms;

import static io.cds.api.envelope.InvalidReason.CMS_ALGORITHM;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.AesGcm;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * What every AuthEnvelopedData of the format has behind its recipients: id-data under AES-256-GCM
 * without attributes.
 *
 * @param nonce 12 octets
 * @param ciphertext as long as the plaintext
 * @param tag 16 octets
 */
public record GcmContent(Octets nonce, Octets ciphertext, Octets tag) {

  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final byte[] VERSION_0 = Der.integer(0);

  /** Seals under a content-encryption key, with a fresh nonce. */
  public static GcmContent seal(byte[] key, byte[] plaintext, SecureRandom random) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed = AesGcm.seal(key, nonce, plaintext);
    int length = sealed.length - TAG;
    return new GcmContent(
        Octets.of(nonce),
        Octets.of(Arrays.copyOf(sealed, length)),
        Octets.of(Arrays.copyOfRange(sealed, length, sealed.length)));
  }

  /** The plaintext, or nothing when the tag is wrong. */
  public Optional<byte[]> open(byte[] key) {
    byte[] both = Arrays.copyOf(ciphertext.toArray(), ciphertext.length() + TAG);
    System.arraycopy(tag.toArray(), 0, both, ciphertext.length(), TAG);
    return AesGcm.open(key, nonce.toArray(), both);
  }

  /** Enters the AuthEnvelopedData of these octets, up to its recipients. */
  static DerReader enveloped(byte[] der) {
    DerReader enveloped =
        DerReader.contentInfo(
            der,
            Identifiers.AUTH_ENVELOPED_DATA,
            "id-ct-authEnvelopedData",
            "the AuthEnvelopedData");
    enveloped.exactly(VERSION_0, "version 0");
    return enveloped;
  }

  /** Reads what follows the recipients. */
  static GcmContent read(DerReader enveloped) {
    DerReader content = enveloped.enter(DerReader.SEQUENCE);
    content.exactly(Identifiers.DATA, "id-data");
    Octets nonce = nonce(content.enter(DerReader.SEQUENCE));
    Octets ciphertext = Octets.of(content.value(0x80));
    Octets tag = enveloped.sized(DerReader.OCTET_STRING, TAG, "tag");
    return new GcmContent(nonce, ciphertext, tag);
  }

  private static Octets nonce(DerReader algorithm) {
    if (!algorithm.startsWith(Identifiers.AES256_GCM)) {
      throw new InvalidEnvelopeException(CMS_ALGORITHM, "the cipher is not AES-256-GCM");
    }
    algorithm.element(DerReader.OID);
    DerReader parameters = algorithm.enter(DerReader.SEQUENCE);
    return parameters.sized(DerReader.OCTET_STRING, NONCE, "nonce");
  }

  /** The whole structure, with these recipients (the element of tag SET). */
  byte[] octets(byte[] recipients) {
    byte[] gcm =
        Der.sequence(
            Identifiers.AES256_GCM, Der.sequence(Der.octets(nonce.toArray()), Der.integer(TAG)));
    byte[] content = Der.sequence(Identifiers.DATA, gcm, Der.element(0x80, ciphertext.toArray()));
    byte[] enveloped = Der.sequence(VERSION_0, recipients, content, Der.octets(tag.toArray()));
    return Der.contentInfo(Identifiers.AUTH_ENVELOPED_DATA, enveloped);
  }
}
