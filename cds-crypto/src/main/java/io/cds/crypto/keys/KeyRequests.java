package io.cds.crypto.keys;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.SignatureScheme;
import io.cds.crypto.algorithm.Signatures;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;

/** PKCS#10 requests (RFC 2986): subject CN=party, OU=use, no attributes, ECDSA with SHA-256. */
final class KeyRequests {
  private static final int LIMIT = 4 * 1024;

  private KeyRequests() {}

  /** Proves possession of a pair. */
  static Octets write(
      PartyCode party, KeyUse use, PublicKey key, PrivateKey proof, SecureRandom random) {
    CertificationRequestInfo info =
        new CertificationRequestInfo(
            Certificates.subject(party, use), PrivateKeys.publicInfo(key), new DERSet());
    try {
      byte[] signature =
          Signatures.sign(
              proof, SignatureScheme.ECDSA_SHA256_DER, info.getEncoded(ASN1Encoding.DER), random);
      return Octets.of(
          new CertificationRequest(info, EcdsaSigner.ALGORITHM, new DERBitString(signature))
              .getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write a PKCS#10 request: its DER was refused", e);
    }
  }

  /**
   * The key whose possession a request proves. Its subject and attributes are not looked at.
   *
   * @throws IllegalArgumentException when it is none, or proves nothing
   */
  static PublicKey proven(Octets request) {
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
      if (!read.getSignatureAlgorithm().equals(EcdsaSigner.ALGORITHM)) {
        throw new IllegalArgumentException(
            "it is signed by ["
                + read.getSignatureAlgorithm().getAlgorithm()
                + "], expected ECDSA with SHA-256");
      }
      PublicKey key = Certificates.publicKey(info.getSubjectPublicKeyInfo());
      byte[] signed = info.getEncoded(ASN1Encoding.DER);
      byte[] signature = read.getSignature().getOctets();
      if (!Signatures.verify(key, SignatureScheme.ECDSA_SHA256_DER, signed, signature)) {
        throw new IllegalArgumentException("its signature does not prove possession of its key");
      }
      return key;
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle's parser throws what it meets.
      throw new IllegalArgumentException("it cannot be read", e);
    }
  }
}
