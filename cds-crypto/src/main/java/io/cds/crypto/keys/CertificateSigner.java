package io.cds.crypto.keys;

import io.cds.crypto.algorithm.Signatures;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.PrivateKey;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

/** Signs certificates and requests by the scheme that goes with the key. */
final class CertificateSigner implements ContentSigner {
  private static final AlgorithmIdentifier ECDSA =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

  /** SHA-256, MGF1 with SHA-256, salt of 32 octets; none of the digests has parameters. */
  private static final AlgorithmIdentifier PSS =
      new AlgorithmIdentifier(
          PKCSObjectIdentifiers.id_RSASSA_PSS,
          new RSASSAPSSparams(
              new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256),
              new AlgorithmIdentifier(
                  PKCSObjectIdentifiers.id_mgf1,
                  new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
              new ASN1Integer(32),
              RSASSAPSSparams.DEFAULT_TRAILER_FIELD));

  private final PrivateKey key;
  private final SecureRandom random;
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

  CertificateSigner(PrivateKey key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  /** How keys of this kind sign. */
  static AlgorithmIdentifier algorithm(KeyKind kind) {
    return switch (kind) {
      case ML_DSA_65 -> kind.algorithm();
      case RSA -> PSS;
      case P256_KEY, ML_KEM_768 -> ECDSA;
    };
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return algorithm(KeyKind.of(key));
  }

  @Override
  public OutputStream getOutputStream() {
    return octets;
  }

  @Override
  public byte[] getSignature() {
    return Signatures.sign(key, KeyKind.of(key).scheme(), octets.toByteArray(), random);
  }
}
