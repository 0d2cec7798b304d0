package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CMS_ATTRIBUTES;
import static io.cds.api.envelope.InvalidReason.JSON_LIMIT;
import static io.cds.api.envelope.InvalidReason.SIGNATURE;
import static io.cds.api.envelope.InvalidReason.SIGNER_EXPIRED;
import static io.cds.api.envelope.InvalidReason.SIGNER_REVOKED;
import static io.cds.api.envelope.InvalidReason.SIGNER_UNKNOWN;
import static io.cds.api.envelope.InvalidReason.SIGNER_WRONG_PARTY;
import static io.cds.api.envelope.InvalidReason.SIGNER_WRONG_USE;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyDirectory;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.SignatureScheme;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.Signatures;
import io.cds.crypto.cms.CertificateId;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.cms.DetachedSignature;
import io.cds.crypto.cms.Signed;
import io.cds.crypto.cms.SignedData;
import io.cds.crypto.json.CanonicalReader;
import io.cds.crypto.json.JsonObject;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Signs JSON records and finds, checks and verifies the signatures of others. */
final class SignedObjects {

  private final Certificates certificates;
  private final CanonicalReader json;

  SignedObjects(Certificates certificates, CanonicalReader json) {
    this.certificates = certificates;
    this.json = json;
  }

  /** Whose signature is to be made. */
  record Signer(KeyRef key, Octets certificate, KeyVault vault, KeyAccess access) {}

  Octets sign(ContentKind kind, byte[] json, Instant time, Signer signer) {
    X509Certificate certificate = certificates.parse(signer.certificate());
    SignatureScheme scheme =
        certificate.getPublicKey() instanceof RSAPublicKey
            ? SignatureScheme.RSA_PSS_SHA256
            : SignatureScheme.ECDSA_SHA256_DER;
    SignedData.SigningInput input =
        new SignedData.SigningInput(
            kind,
            Octets.of(json),
            time,
            Digests.digest(signer.certificate()),
            CertificateId.of(certificate));
    byte[] signature =
        signer.vault().sign(signer.key(), scheme, input.signedAttributes(), signer.access());
    return Octets.of(input.signed(scheme, signature).octets());
  }

  /** The second signature of suite 2, over the octets of a routing record. */
  Octets signAgain(byte[] json, Instant time, Signer signer) {
    DetachedSignature.Input input =
        new DetachedSignature.Input(
            Octets.of(json),
            time,
            Digests.digest(signer.certificate()),
            CertificateId.of(certificates.parse(signer.certificate())));
    byte[] signature =
        signer
            .vault()
            .sign(
                signer.key(), SignatureScheme.ML_DSA_65, input.signedAttributes(), signer.access());
    return Octets.of(input.signed(signature).octets());
  }

  /** Reads a signed object, without judging its signature. */
  SignedData read(Octets signed, ContentKind kind, int max) {
    if (signed.length() > max) {
      throw new InvalidEnvelopeException(
          JSON_LIMIT,
          "a " + kind.word() + " of [" + signed.length() + "] octets is larger than [" + max + "]");
    }
    return SignedData.read(signed.toArray(), kind);
  }

  /** The JSON that a signed object holds. */
  JsonObject json(SignedData signed) {
    byte[] octets = signed.content().toArray();
    return json.object(octets);
  }

  /** JSON that nobody signed. */
  JsonObject json(Octets octets, int max) {
    if (octets.length() > max) {
      throw new InvalidEnvelopeException(
          JSON_LIMIT, "JSON of [" + octets.length() + "] octets is too large");
    }
    return json.object(octets.toArray());
  }

  /** The signing time is the record's own, without its milliseconds. */
  static void demandTime(Signed signed, Instant time) {
    if (!signed.signingTime().equals(time.truncatedTo(ChronoUnit.SECONDS))) {
      throw new InvalidEnvelopeException(
          CMS_ATTRIBUTES, "the signing time is not the time of the record");
    }
  }

  /** The signer's key, as the directory has it, once it counts and the signature fits. */
  KnownKey verify(
      Signed signed, PartyCode party, Set<KeyUse> uses, KeyDirectory directory, Instant proof) {
    KnownKey key =
        directory
            .key(signed.certificate())
            .orElseThrow(
                () ->
                    new InvalidEnvelopeException(
                        SIGNER_UNKNOWN, "the directory does not hold the signer's certificate"));
    if (!key.party().equals(party)) {
      throw new InvalidEnvelopeException(
          SIGNER_WRONG_PARTY, "the signer's certificate is not one of [" + party + "]");
    }
    if (!uses.contains(key.use())) {
      throw new InvalidEnvelopeException(
          SIGNER_WRONG_USE, "a key of use [" + key.use() + "] signed, expected one of " + uses);
    }
    demandCounts(key, proof);
    verify(signed, key.certificate());
    return key;
  }

  /** Verifies by a certificate that is trusted already. */
  void verify(Signed signed, Octets der) {
    X509Certificate certificate = certificates.parse(der);
    if (!CertificateId.of(certificate).equals(signed.signer())) {
      throw new InvalidEnvelopeException(
          SIGNER_UNKNOWN, "issuer and serial number are not those of the signer's certificate");
    }
    boolean fits =
        Signatures.verify(
            certificate.getPublicKey(),
            signed.scheme(),
            signed.signedAttributes(),
            signed.signature());
    if (!fits) {
      throw new InvalidEnvelopeException(SIGNATURE, "the signature does not fit");
    }
  }

  private static void demandCounts(KnownKey key, Instant proof) {
    if (key.countsAt(proof)) {
      return;
    }
    if (key.state() == KeyState.PENDING) {
      throw new InvalidEnvelopeException(
          SIGNER_UNKNOWN, "the signer's certificate is not published yet");
    }
    if (proof.isBefore(key.notBefore()) || proof.isAfter(key.notAfter())) {
      throw new InvalidEnvelopeException(
          SIGNER_EXPIRED,
          "the signer's certificate counts from ["
              + key.notBefore()
              + "] to ["
              + key.notAfter()
              + "], the proof is of ["
              + proof
              + "]");
    }
    throw new InvalidEnvelopeException(
        SIGNER_REVOKED, "the signer's certificate was withdrawn before [" + proof + "]");
  }
}
