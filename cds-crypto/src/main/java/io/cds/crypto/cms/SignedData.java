package io.cds.crypto.cms;

import static io.cds.api.envelope.InvalidReason.CMS_ALGORITHM;
import static io.cds.api.envelope.InvalidReason.CMS_FORM;
import static io.cds.api.envelope.InvalidReason.CMS_TYPE;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.SignatureScheme;
import io.cds.crypto.algorithm.Digests;
import java.time.Instant;
import java.util.Arrays;

/**
 * CMS SignedData in the one form that the format allows: one signer, content inside, no
 * certificates, four signed attributes.
 *
 * <p>Reading takes the octets apart, writes them again and compares: whatever is not exactly this
 * form is refused. Reading does not verify the signature; {@link #signedAttributes()} are the
 * octets that it covers.
 */
public final class SignedData implements Signed {

  private static final byte[] VERSION_1 = Der.integer(1);
  private static final byte[] VERSION_3 = Der.integer(3);

  private final ContentKind kind;
  private final Octets content;
  private final Instant signingTime;
  private final Sha256 certificate;
  private final CertificateId signer;
  private final SignatureScheme scheme;
  private final byte[] signature;

  private SignedData(SigningInput input, SignatureScheme scheme, byte[] signature) {
    this.kind = input.kind();
    this.content = input.content();
    this.signingTime = input.time();
    this.certificate = input.certificate();
    this.signer = input.signer();
    this.scheme = scheme;
    this.signature = signature;
  }

  /**
   * What is to be signed.
   *
   * @param time the record's own time; the attribute holds its whole seconds
   * @param certificate SHA-256 of the signer's certificate
   * @param signer its issuer and serial number
   */
  public record SigningInput(
      ContentKind kind, Octets content, Instant time, Sha256 certificate, CertificateId signer) {

    /** The octets that the signature covers: the DER of the signed attributes as a SET OF. */
    public byte[] signedAttributes() {
      return SignedAttributes.der(kind, time, Digests.sha256(content.toArray()), certificate);
    }

    /** The whole object. */
    public SignedData signed(SignatureScheme scheme, byte[] signature) {
      return new SignedData(this, scheme, signature.clone());
    }
  }

  /**
   * Reads a signed object of the expected kind.
   *
   * @throws InvalidEnvelopeException when the octets are anything else
   */
  public static SignedData read(byte[] der, ContentKind expected) {
    DerReader signed =
        DerReader.contentInfo(der, Identifiers.SIGNED_DATA, "id-signedData", "the SignedData");
    signed.exactly(VERSION_3, "version 3");
    signed.enter(DerReader.SET).algorithm(Identifiers.SHA256, "SHA-256");
    DerReader encapsulated = signed.enter(DerReader.SEQUENCE);
    if (!encapsulated.startsWith(expected.oid())) {
      throw new InvalidEnvelopeException(
          CMS_TYPE, "the content type is not that of kind [" + expected.word() + "]");
    }
    encapsulated.element(DerReader.OID);
    Octets content = Octets.of(encapsulated.enter(0xa0).value(DerReader.OCTET_STRING));
    DerReader signer = signed.enter(DerReader.SET).enter(DerReader.SEQUENCE);
    SignedData data = signer(signer, expected, content);
    data.demandSame(der);
    return data;
  }

  private static SignedData signer(DerReader signer, ContentKind kind, Octets content) {
    signer.exactly(VERSION_1, "version 1");
    CertificateId id = CertificateId.read(signer);
    signer.algorithm(Identifiers.SHA256, "SHA-256");
    byte[] attributes = signer.element(0xa0);
    SigningInput input =
        new SigningInput(
            kind,
            content,
            SignedAttributes.time(attributes),
            SignedAttributes.certificate(attributes),
            id);
    SignatureScheme scheme = scheme(signer);
    byte[] signature = signer.value(DerReader.OCTET_STRING);
    SignedData data = new SignedData(input, scheme, signature);
    SignedAttributes.demand(data.signedAttributes(), attributes);
    return data;
  }

  private static SignatureScheme scheme(DerReader signer) {
    if (signer.startsWith(Identifiers.ECDSA_SHA256)) {
      signer.exactly(Identifiers.ECDSA_SHA256, "ECDSA");
      return SignatureScheme.ECDSA_SHA256_DER;
    }
    if (signer.startsWith(Identifiers.RSA_PSS_SHA256)) {
      signer.exactly(Identifiers.RSA_PSS_SHA256, "RSA-PSS");
      return SignatureScheme.RSA_PSS_SHA256;
    }
    throw new InvalidEnvelopeException(
        CMS_ALGORITHM, "the signature algorithm is neither ECDSA nor RSA-PSS with SHA-256");
  }

  private void demandSame(byte[] der) {
    if (!Arrays.equals(octets(), der)) {
      throw new InvalidEnvelopeException(
          CMS_FORM, "the SignedData has parts or encodings outside the profile");
    }
  }

  /** The DER octets. */
  public byte[] octets() {
    byte[] attributes = SignedAttributes.implicit(signedAttributes());
    byte[] algorithm =
        scheme == SignatureScheme.RSA_PSS_SHA256
            ? Identifiers.RSA_PSS_SHA256
            : Identifiers.ECDSA_SHA256;
    byte[] signerInfo =
        Der.sequence(
            VERSION_1,
            signer.der(),
            Identifiers.SHA256,
            attributes,
            algorithm,
            Der.octets(signature));
    byte[] encapsulated =
        Der.sequence(kind.oid(), Der.element(0xa0, Der.octets(content.toArray())));
    byte[] signed =
        Der.sequence(VERSION_3, Der.setOf(Identifiers.SHA256), encapsulated, Der.setOf(signerInfo));
    return Der.contentInfo(Identifiers.SIGNED_DATA, signed);
  }

  @Override
  public byte[] signedAttributes() {
    return new SigningInput(kind, content, signingTime, certificate, signer).signedAttributes();
  }

  /** The eContent octets. */
  public Octets content() {
    return content;
  }

  @Override
  public Instant signingTime() {
    return signingTime;
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
  public SignatureScheme scheme() {
    return scheme;
  }

  @Override
  public byte[] signature() {
    return signature.clone();
  }
}
