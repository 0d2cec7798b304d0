package io.cds.crypto.keys;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Encrypts one PKCS#8 key under a passphrase: PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC (RFC
 * 8018), which OpenSSL 1.1 and later and every JDK from 8u301 on read.
 */
final class KeyCipher {

  /** More than this is a trap, not a key file. */
  static final int MOST_ITERATIONS = 5_000_000;

  private static final int SALT = 16;
  private static final int BLOCK = 16;
  private static final AlgorithmIdentifier HMAC_SHA256 =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);

  private KeyCipher() {}

  static EncryptedPrivateKeyInfo encrypt(
      byte[] clear, Passphrase passphrase, int iterations, SecureRandom random) {
    byte[] salt = new byte[SALT];
    byte[] iv = new byte[BLOCK];
    random.nextBytes(salt);
    random.nextBytes(iv);
    PBES2Parameters parameters =
        new PBES2Parameters(
            new KeyDerivationFunc(
                PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(salt, iterations, HMAC_SHA256)),
            new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)));
    byte[] key = passphrase.derive(salt, iterations);
    try {
      return new EncryptedPrivateKeyInfo(
          new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters),
          cipher(Cipher.ENCRYPT_MODE, key, iv).doFinal(clear));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot encrypt a key: AES-CBC refused", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * The clear octets, which the caller wipes; nothing when the passphrase is visibly another.
   *
   * @throws IOException when it was encrypted in another way
   */
  static Optional<byte[]> decrypt(EncryptedPrivateKeyInfo encrypted, Passphrase passphrase)
      throws IOException {
    Parameters parameters = Parameters.of(encrypted);
    byte[] key = passphrase.derive(parameters.salt(), parameters.iterations());
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, key, parameters.iv()).doFinal(encrypted.getEncryptedData()));
    } catch (BadPaddingException | IllegalBlockSizeException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IOException("a key is encrypted with other parameters than AES-256-CBC takes", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** A number of iterations within bounds. */
  static int iterations(BigInteger count) throws IOException {
    if (count.signum() <= 0 || count.bitLength() > 31 || count.intValue() > MOST_ITERATIONS) {
      throw new IOException("it asks for [" + count + "] iterations, at most " + MOST_ITERATIONS);
    }
    return count.intValue();
  }

  private static Cipher cipher(int mode, byte[] key, byte[] iv) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
    return cipher;
  }

  /** How a key was encrypted. */
  static final class Parameters {
    private final byte[] salt;
    private final int iterations;
    private final byte[] iv;

    private Parameters(byte[] salt, int iterations, byte[] iv) {
      this.salt = salt;
      this.iterations = iterations;
      this.iv = iv;
    }

    /**
     * @throws IOException when it was encrypted in another way than here
     */
    static Parameters of(EncryptedPrivateKeyInfo encrypted) throws IOException {
      AlgorithmIdentifier algorithm = encrypted.getEncryptionAlgorithm();
      try {
        if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
          PBES2Parameters found = PBES2Parameters.getInstance(algorithm.getParameters());
          KeyDerivationFunc kdf = found.getKeyDerivationFunc();
          EncryptionScheme scheme = found.getEncryptionScheme();
          PBKDF2Params derivation = PBKDF2Params.getInstance(kdf.getParameters());
          byte[] iv = ASN1OctetString.getInstance(scheme.getParameters()).getOctets();
          if (kdf.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)
              && derivation.getPrf().equals(HMAC_SHA256)
              && scheme.getAlgorithm().equals(NISTObjectIdentifiers.id_aes256_CBC)
              && iv.length == BLOCK) {
            int count = KeyCipher.iterations(derivation.getIterationCount());
            return new Parameters(derivation.getSalt(), count, iv);
          }
        }
      } catch (RuntimeException e) {
        // Bouncy Castle's parser throws what it meets.
        throw new IOException("a key is encrypted in a way that cannot be read", e);
      }
      throw new IOException("a key is not encrypted by PBES2, HMAC-SHA-256 and AES-256-CBC");
    }

    byte[] salt() {
      return salt.clone();
    }

    int iterations() {
      return iterations;
    }

    byte[] iv() {
      return iv.clone();
    }
  }
}
