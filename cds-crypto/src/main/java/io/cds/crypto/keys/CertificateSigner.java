package io.cds.crypto.keys;

import io.cds.crypto.algorithm.Signatures;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.PrivateKey;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;
import org.bouncycastle.operator.ContentSigner;

/** Signs certificates and requests by ECDSA with SHA-256, or by ML-DSA-65 with a key of it. */
final class CertificateSigner implements ContentSigner {
  private static final AlgorithmIdentifier ECDSA =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

  private final PrivateKey key;
  private final SecureRandom random;
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

  CertificateSigner(PrivateKey key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  /** How keys of this kind sign. */
  static AlgorithmIdentifier algorithm(KeyKind kind) {
    return kind == KeyKind.ML_DSA_65 ? kind.algorithm() : ECDSA;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return algorithm(kind());
  }

  private KeyKind kind() {
    return key instanceof MLDSAPrivateKey ? KeyKind.ML_DSA_65 : KeyKind.P256_KEY;
  }

  @Override
  public OutputStream getOutputStream() {
    return octets;
  }

  @Override
  public byte[] getSignature() {
    return Signatures.sign(key, kind().scheme(), octets.toByteArray(), random);
  }
}
