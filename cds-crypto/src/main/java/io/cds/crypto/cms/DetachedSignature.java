package io.cds.crypto.cms;

import static io.cds.api.envelope.InvalidReason.CMS_FORM;
import static io.cds.api.envelope.InvalidReason.CMS_TYPE;
import static io.cds.api.envelope.InvalidReason.MLDSA_OTHER;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.SignatureScheme;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.MlDsa65;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;

/**
 * The second signature of suite 2: CMS SignedData by ML-DSA-65 with SHA-512 (RFC 9882), without the
 * content, which is that of {@code routing.p7s}.
 *
 * <p>Reading takes the octets apart, writes them again and compares; it does not verify.
 */
public final class DetachedSignature implements Signed {

  private static final ContentKind KIND = ContentKind.ROUTING;
  private static final byte[] VERSION_1 = Der.integer(1);
  private static final byte[] VERSION_3 = Der.integer(3);

  private final byte[] attributes;
  private final Instant signingTime;
  private final Sha256 certificate;
  private final CertificateId signer;
  private final byte[] signature;

  private DetachedSignature(Input input, byte[] signature) {
    this.attributes = input.signedAttributes();
    this.signingTime = SigningTime.whole(input.time());
    this.certificate = input.certificate();
    this.signer = input.signer();
    this.signature = signature;
  }

  /**
   * What is to be signed.
   *
   * @param content the octets of the routing record
   * @param time its own time
   * @param certificate SHA-256 of the signer's certificate
   * @param signer its issuer and serial number
   */
  public record Input(Octets content, Instant time, Sha256 certificate, CertificateId signer) {

    /** The octets that the signature covers. */
    public byte[] signedAttributes() {
      return SignedAttributes.der(KIND, time, Digests.sha512(content.toArray()), certificate);
    }

    /** The whole object. */
    public DetachedSignature signed(byte[] signature) {
      return new DetachedSignature(this, signature.clone());
    }
  }

  /**
   * Reads a signature over this content.
   *
   * @throws InvalidEnvelopeException when the octets are anything else; {@code MLDSA_OTHER} when it
   *     is over another content
   */
  public static DetachedSignature read(byte[] der, Octets content) {
    DerReader signed =
        DerReader.contentInfo(
            der, Identifiers.SIGNED_DATA, "id-signedData", "the second signature");
    signed.exactly(VERSION_3, "version 3");
    signed.enter(DerReader.SET).algorithm(Identifiers.SHA512, "SHA-512");
    DerReader encapsulated = signed.enter(DerReader.SEQUENCE);
    if (!encapsulated.startsWith(KIND.oid())) {
      throw new InvalidEnvelopeException(
          CMS_TYPE, "the second signature is not over a [" + KIND.word() + "]");
    }
    encapsulated.element(DerReader.OID);
    encapsulated.end();
    DetachedSignature data = signer(signed.enter(DerReader.SET).enter(DerReader.SEQUENCE), content);
    if (!Arrays.equals(data.octets(), der)) {
      throw new InvalidEnvelopeException(
          CMS_FORM, "the second signature has parts or encodings outside the profile");
    }
    return data;
  }

  private static DetachedSignature signer(DerReader signer, Octets content) {
    signer.exactly(VERSION_1, "version 1");
    CertificateId id = CertificateId.read(signer);
    signer.algorithm(Identifiers.SHA512, "SHA-512");
    byte[] found = signer.element(0xa0);
    byte[] digest = Digests.sha512(content.toArray());
    if (!MessageDigest.isEqual(digest, SignedAttributes.messageDigest(found))) {
      throw new InvalidEnvelopeException(
          MLDSA_OTHER, "the second signature is over another routing record");
    }
    Input input =
        new Input(content, SignedAttributes.time(found), SignedAttributes.certificate(found), id);
    SignedAttributes.demand(input.signedAttributes(), found);
    signer.algorithm(Identifiers.ML_DSA_65, "ML-DSA-65");
    Octets signature = signer.sized(DerReader.OCTET_STRING, MlDsa65.SIGNATURE, "ML-DSA signature");
    return new DetachedSignature(input, signature.toArray());
  }

  /** The DER octets. */
  public byte[] octets() {
    byte[] signerInfo =
        Der.sequence(
            VERSION_1,
            signer.der(),
            Identifiers.SHA512,
            SignedAttributes.implicit(attributes),
            Identifiers.ML_DSA_65,
            Der.octets(signature));
    byte[] signed =
        Der.sequence(
            VERSION_3,
            Der.setOf(Identifiers.SHA512),
            Der.sequence(KIND.oid()),
            Der.setOf(signerInfo));
    return Der.contentInfo(Identifiers.SIGNED_DATA, signed);
  }

  @Override
  public Sha256 certificate() {
    return certificate;
  }

  @Override
  public CertificateId signer() {
    return signer;
  }

  @Override
  public Instant signingTime() {
    return signingTime;
  }

  @Override
  public SignatureScheme scheme() {
    return SignatureScheme.ML_DSA_65;
  }

  @Override
  public byte[] signedAttributes() {
    return attributes.clone();
  }

  @Override
  public byte[] signature() {
    return signature.clone();
  }
}
