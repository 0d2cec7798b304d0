package io.cds.benchmarks;

import io.cds.api.KeyUse;
import io.cds.api.spi.SignatureScheme;
import io.cds.crypto.algorithm.BouncyCastle;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.algorithm.Signatures;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The physical floor: the primitives of the same work, composed by hand without any format.
 * AES-256-GCM in calls of 16 KiB, SHA-256 over pieces of 1 MiB, one signature, one key agreement
 * and wrap. If wanted also what every format with a confidential manifest does to it: AES-256-GCM,
 * and SHA-256 over it in clear and sealed.
 */
final class Floor {
  private static final int CHUNK = 16 * 1024;
  private static final int PIECE = 1 << 20;
  private static final int TAG = 16;

  private final SecureRandom random = new SecureRandom();
  private final KeyPair sign;
  private final KeyPair open;
  private final byte[] sealed;
  private final byte[] clear;
  private final byte[] manifest;
  private final byte[] sealedManifest;
  private final byte[] nonce = new byte[12];
  private final byte[] sharedInfo = new byte[24];
  private KeyPair ephemeral;
  private byte[] wrapped = new byte[0];
  private byte[] signature = new byte[0];
  private byte[] digest = new byte[0];

  Floor(MemoryVault vault, int size) {
    this(vault, size, 0);
  }

  /** With a manifest of so many octets; 0 is without. */
  Floor(MemoryVault vault, int size, int manifest) {
    sign = vault.pair(KeyUse.SIGN);
    open = vault.pair(KeyUse.OPEN);
    ephemeral = P256.generate(random);
    int chunks = size / CHUNK + 1;
    sealed = new byte[size + chunks * TAG];
    clear = new byte[size];
    this.manifest = new byte[manifest];
    sealedManifest = new byte[manifest + TAG];
  }

  /** Encrypts, digests, agrees, wraps, signs. */
  byte[] seal(byte[] content) throws GeneralSecurityException {
    byte[] key = new byte[32];
    random.nextBytes(key);
    encrypt(key, content, sealed);
    if (manifest.length > 0) {
      encrypt(key, manifest, sealedManifest);
    }
    digest = digests();
    ephemeral = P256.generate(random);
    Cipher wrap = Cipher.getInstance("AESWrap");
    wrap.init(Cipher.WRAP_MODE, kek(ephemeral.getPrivate(), open.getPublic()));
    wrapped = wrap.wrap(new SecretKeySpec(key, "AES"));
    signature =
        Signatures.sign(sign.getPrivate(), SignatureScheme.ECDSA_SHA256_DER, digest, random);
    return signature;
  }

  /** Verifies, agrees, unwraps, digests, decrypts what {@link #seal} left. */
  byte[] open() throws GeneralSecurityException {
    if (!Signatures.verify(
        sign.getPublic(), SignatureScheme.ECDSA_SHA256_DER, digests(), signature)) {
      throw new GeneralSecurityException("The floor's own signature does not verify");
    }
    PublicKey point = P256.key(P256.point(ephemeral.getPublic()));
    Cipher unwrap = Cipher.getInstance("AESWrap");
    unwrap.init(Cipher.UNWRAP_MODE, kek(open.getPrivate(), point));
    byte[] key = unwrap.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
    if (manifest.length > 0) {
      decrypt(key, sealedManifest, manifest);
    }
    decrypt(key, sealed, clear);
    return clear;
  }

  private SecretKeySpec kek(PrivateKey own, PublicKey other) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH", BouncyCastle.provider());
    agreement.init(own);
    agreement.doPhase(other, true);
    MessageDigest kdf = MessageDigest.getInstance("SHA-256");
    kdf.update(agreement.generateSecret());
    return new SecretKeySpec(kdf.digest(sharedInfo), "AES");
  }

  private void encrypt(byte[] key, byte[] content, byte[] sealed) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    SecretKeySpec secret = new SecretKeySpec(key, "AES");
    int to = 0;
    for (int from = 0, n = 0; from <= content.length; from += CHUNK, n++) {
      cipher.init(Cipher.ENCRYPT_MODE, secret, new GCMParameterSpec(TAG * 8, nonce(n)));
      to += cipher.doFinal(content, from, Math.min(CHUNK, content.length - from), sealed, to);
    }
  }

  private void decrypt(byte[] key, byte[] sealed, byte[] clear) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    SecretKeySpec secret = new SecretKeySpec(key, "AES");
    int to = 0;
    for (int from = 0, n = 0; from < sealed.length; from += CHUNK + TAG, n++) {
      cipher.init(Cipher.DECRYPT_MODE, secret, new GCMParameterSpec(TAG * 8, nonce(n)));
      to += cipher.doFinal(sealed, from, Math.min(CHUNK + TAG, sealed.length - from), clear, to);
    }
  }

  private byte[] digests() throws GeneralSecurityException {
    MessageDigest piece = MessageDigest.getInstance("SHA-256");
    MessageDigest all = MessageDigest.getInstance("SHA-256");
    for (int from = 0; from < sealed.length; from += PIECE) {
      piece.update(sealed, from, Math.min(PIECE, sealed.length - from));
      all.update(piece.digest());
    }
    if (manifest.length > 0) {
      all.update(piece.digest(manifest));
      all.update(piece.digest(sealedManifest));
    }
    return all.digest();
  }

  private byte[] nonce(int chunk) {
    nonce[8] = (byte) (chunk >>> 24);
    nonce[9] = (byte) (chunk >>> 16);
    nonce[10] = (byte) (chunk >>> 8);
    nonce[11] = (byte) chunk;
    return nonce;
  }
}
