package io.cds.crypto.keys;

import io.cds.api.spi.SignatureScheme;
import io.cds.crypto.algorithm.Signatures;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.PrivateKey;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

/** Signs certificates and requests by ECDSA with SHA-256. */
final class EcdsaSigner implements ContentSigner {
  static final AlgorithmIdentifier ALGORITHM =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

  private final PrivateKey key;
  private final SecureRandom random;
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

  EcdsaSigner(PrivateKey key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return ALGORITHM;
  }

  @Override
  public OutputStream getOutputStream() {
    return octets;
  }

  @Override
  public byte[] getSignature() {
    return Signatures.sign(key, SignatureScheme.ECDSA_SHA256_DER, octets.toByteArray(), random);
  }
}
