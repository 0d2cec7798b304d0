package io.cds.crypto.keys;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.Signatures;
import java.io.IOException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;

/**
 * PKCS#10 requests (RFC 2986): subject CN=party, OU=use; signed by the key itself and without
 * attributes, or, for an ML-KEM key, by the party's SIGN key and with a statement of that.
 */
final class KeyRequests {
  private static final int LIMIT = 8 * 1024;

  private KeyRequests() {}

  /** Proves, or states, possession of a pair. */
  static Octets write(
      PartyCode party, KeyUse use, PublicKey key, Possession possession, SecureRandom random) {
    CertificationRequestInfo info =
        new CertificationRequestInfo(
            Certificates.subject(party, use), PrivateKeys.publicInfo(key), possession.attributes());
    CertificateSigner signer = new CertificateSigner(possession.signer(), random);
    try {
      signer.getOutputStream().write(info.getEncoded(ASN1Encoding.DER));
      return Octets.of(
          new CertificationRequest(
                  info, signer.getAlgorithmIdentifier(), new DERBitString(signer.getSignature()))
              .getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write a PKCS#10 request: its DER was refused", e);
    }
  }

  /** A key, and the outside certificate that came with it. */
  record Proven(PublicKey key, Optional<Octets> outside) {}

  /**
   * The key of the kind for this use whose possession a request proves, or the party's SIGN key
   * states. Its subject is not looked at.
   *
   * @throws IllegalArgumentException when it is none, or proves nothing, or asks for an RSA key
   *     without the outside certificate of that key
   */
  static Proven proven(PartyCode party, KeyUse use, Octets request) {
    if (request.length() > LIMIT) {
      throw new IllegalArgumentException(
          "it has [" + request.length() + "] octets, expected at most " + LIMIT);
    }
    try {
      CertificationRequest read = CertificationRequest.getInstance(request.toArray());
      CertificationRequestInfo info = read.getCertificationRequestInfo();
      if (!Octets.of(read.getEncoded(ASN1Encoding.DER)).equals(request)) {
        throw new IllegalArgumentException("its octets are not DER");
      }
      PublicKey key = Certificates.publicKey(info.getSubjectPublicKeyInfo());
      KeyKind kind = KeyKind.of(info.getSubjectPublicKeyInfo().getAlgorithm());
      if (!kind.serves(use)) {
        throw new IllegalArgumentException(
            "its key is of [" + kind.text() + "], expected " + KeyKind.of(use).text());
      }
      boolean stated = kind == KeyKind.ML_KEM_768;
      PublicKey signer = stated ? Possession.signer(info.getAttributes(), party) : key;
      KeyKind signs = KeyKind.of(PrivateKeys.publicInfo(signer).getAlgorithm());
      if (!read.getSignatureAlgorithm().equals(CertificateSigner.algorithm(signs))) {
        throw new IllegalArgumentException(
            "it is signed by ["
                + read.getSignatureAlgorithm().getAlgorithm()
                + "], expected "
                + signs.scheme());
      }
      byte[] signed = info.getEncoded(ASN1Encoding.DER);
      byte[] signature = read.getSignature().getOctets();
      if (!Signatures.verify(signer, signs.scheme(), signed, signature)) {
        throw new IllegalArgumentException("its signature does not prove possession of its key");
      }
      return new Proven(key, outside(kind, info));
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle's parser throws what it meets.
      throw new IllegalArgumentException("it cannot be read", e);
    }
  }

  private static Optional<Octets> outside(KeyKind kind, CertificationRequestInfo info) {
    if (kind != KeyKind.RSA) {
      return Optional.empty();
    }
    Octets certificate = Possession.outside(info.getAttributes());
    if (!Certificates.read(certificate)
        .getSubjectPublicKeyInfo()
        .equals(info.getSubjectPublicKeyInfo())) {
      throw new IllegalArgumentException("its outside certificate is of another key");
    }
    return Optional.of(certificate);
  }
}
