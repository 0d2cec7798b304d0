package io.cds.crypto.keys;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.Rsa;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.Predicate;

/** The PKCS#12 file in which an outside authority hands out key and certificate. */
final class OutsideFile {
  private OutsideFile() {}

  /** An organisation's own key. Not a record: a key does not print itself. */
  static final class Brought {
    private final KeyPair pair;
    private final Octets certificate;

    private Brought(KeyPair pair, Octets certificate) {
      this.pair = pair;
      this.certificate = certificate;
    }

    KeyPair pair() {
      return pair;
    }

    Octets certificate() {
      return certificate;
    }
  }

  /** The first key in it that signs. */
  static Brought signing(byte[] octets, char[] password) {
    return read(octets, password, Rsa::signs, "digitalSignature");
  }

  /** The first key in it that others may encrypt keys to. */
  static Brought opening(byte[] octets, char[] password) {
    return read(octets, password, Rsa::takesKeys, "keyEncipherment alone");
  }

  /**
   * The first key in it whose certificate fits. Wipes the password.
   *
   * @throws CdsException {@code WRONG_PASSPHRASE}; {@code KEY_MISSING} if there is no such key;
   *     {@code STORE_FAILED} if the octets are no PKCS#12
   */
  private static Brought read(
      byte[] octets, char[] password, Predicate<X509Certificate> fits, String usage) {
    try {
      KeyStore file = KeyStore.getInstance("PKCS12");
      file.load(new ByteArrayInputStream(octets), password);
      for (String alias : Collections.list(file.aliases())) {
        if (file.getCertificate(alias) instanceof X509Certificate certificate
            && file.isKeyEntry(alias)
            && fits.test(certificate)) {
          PrivateKey key = (PrivateKey) file.getKey(alias, password);
          return new Brought(
              new KeyPair(certificate.getPublicKey(), key), Octets.of(certificate.getEncoded()));
        }
      }
    } catch (UnrecoverableKeyException e) {
      throw wrong(e);
    } catch (IOException e) {
      throw e.getCause() instanceof UnrecoverableKeyException ? wrong(e) : unreadable(e);
    } catch (GeneralSecurityException e) {
      throw unreadable(e);
    } finally {
      Arrays.fill(password, '\0');
    }
    throw new CdsException(
        Problem.of(
            ProblemCode.KEY_MISSING,
            "an RSA key of 2,048 to 4,096 bits with a certificate for "
                + usage
                + " in the PKCS#12 file"));
  }

  private static CdsException wrong(Exception cause) {
    return new CdsException(
        Problem.of(ProblemCode.WRONG_PASSPHRASE, "of the PKCS#12 file that is to be imported"),
        cause);
  }

  private static CdsException unreadable(Exception cause) {
    return new CdsException(
        Problem.of(
            ProblemCode.STORE_FAILED, "the octets to be imported are no PKCS#12 file, RFC 7292"),
        cause);
  }
}
