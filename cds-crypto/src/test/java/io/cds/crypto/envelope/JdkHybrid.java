package io.cds.crypto.envelope;

import java.lang.reflect.InvocationTargetException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * ML-KEM and ML-DSA of the JDK itself, which has them from 24 on, and the rest of a
 * KEMRecipientInfo by the JDK alone. By reflection: the sources are those of Java 17.
 */
final class JdkHybrid {

  private JdkHybrid() {}

  static boolean isThere() {
    try {
      Signature.getInstance("ML-DSA-65");
      KeyFactory.getInstance("ML-KEM");
      return true;
    } catch (NoSuchAlgorithmException e) {
      return false;
    }
  }

  static KeyPair generate(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] sign(PrivateKey key, byte[] octets) {
    try {
      Signature signature = Signature.getInstance("ML-DSA-65");
      signature.initSign(key);
      signature.update(octets);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean verifies(PublicKey key, byte[] octets, byte[] signed) {
    try {
      Signature signature = Signature.getInstance("ML-DSA-65");
      signature.initVerify(own("ML-DSA", key));
      signature.update(octets);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The JDK's key of another provider's. */
  private static PublicKey own(String algorithm, PublicKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm)
        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  /** Ciphertext and wrapped key. */
  @SuppressWarnings("ArrayRecordComponent")
  record Wrapped(byte[] ciphertext, byte[] wrapped) {}

  static Wrapped wrap(PublicKey to, byte[] info, byte[] key) {
    try {
      Object encapsulator =
          call("javax.crypto.KEM", kem(), "newEncapsulator", PublicKey.class, own("ML-KEM", to));
      Object encapsulated =
          Class.forName("javax.crypto.KEM$Encapsulator")
              .getMethod("encapsulate")
              .invoke(encapsulator);
      Class<?> type = Class.forName("javax.crypto.KEM$Encapsulated");
      SecretKey shared = (SecretKey) type.getMethod("key").invoke(encapsulated);
      byte[] ciphertext = (byte[]) type.getMethod("encapsulation").invoke(encapsulated);
      Cipher cipher = Cipher.getInstance("AESWrap");
      cipher.init(Cipher.WRAP_MODE, kek(shared.getEncoded(), info));
      return new Wrapped(ciphertext, cipher.wrap(new SecretKeySpec(key, "AES")));
    } catch (GeneralSecurityException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] unwrap(PrivateKey own, byte[] ciphertext, byte[] info, byte[] wrapped) {
    try {
      Object decapsulator =
          call("javax.crypto.KEM", kem(), "newDecapsulator", PrivateKey.class, own);
      SecretKey shared =
          (SecretKey)
              call(
                  "javax.crypto.KEM$Decapsulator",
                  decapsulator,
                  "decapsulate",
                  byte[].class,
                  ciphertext);
      Cipher cipher = Cipher.getInstance("AESWrap");
      cipher.init(Cipher.UNWRAP_MODE, kek(shared.getEncoded(), info));
      return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
    } catch (GeneralSecurityException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** RFC 5869 with an empty salt, which is as many zeros as the hash has octets. */
  private static SecretKey kek(byte[] shared, byte[] info) throws GeneralSecurityException {
    Mac extract = Mac.getInstance("HmacSHA256");
    extract.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    Mac expand = Mac.getInstance("HmacSHA256");
    expand.init(new SecretKeySpec(extract.doFinal(shared), "HmacSHA256"));
    expand.update(info);
    return new SecretKeySpec(expand.doFinal(new byte[] {1}), "AES");
  }

  private static Object kem() throws ReflectiveOperationException {
    return Class.forName("javax.crypto.KEM")
        .getMethod("getInstance", String.class)
        .invoke(null, "ML-KEM");
  }

  private static Object call(
      String type, Object target, String method, Class<?> parameter, Object argument)
      throws ReflectiveOperationException {
    try {
      return Class.forName(type).getMethod(method, parameter).invoke(target, argument);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
