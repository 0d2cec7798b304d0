package io.cds.crypto.algorithm;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who does which operation. A native provider on the class path does what it can; else AES-GCM and
 * digests are the JDK's, and public-key operations Bouncy Castle's: on JDK 17 its P-256 is 3 to 12
 * times as fast as the JDK's own, on 25 still 2 to 4 times.
 *
 * <p>Providers are used as objects: none is registered with the JDK.
 */
public final class Providers {

  private static final String NATIVE =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
  private static final Logger LOG = LoggerFactory.getLogger(Providers.class);
  private static final Optional<Provider> FAST = find();

  private Providers() {}

  /** Whether AES-GCM is native, and so as fast the first time as ever. */
  public static boolean nativeCipher() {
    return offers("Cipher", "AES/GCM/NoPadding");
  }

  /** Whether the operations on P-256 are native. */
  static boolean nativeCurve() {
    return offers("KeyAgreement", "ECDH");
  }

  static KeyPairGenerator curvePairs() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("EC", curve("KeyPairGenerator", "EC"));
  }

  static KeyAgreement ecdh() throws GeneralSecurityException {
    return KeyAgreement.getInstance("ECDH", curve("KeyAgreement", "ECDH"));
  }

  static Signature ecdsa() throws GeneralSecurityException {
    return Signature.getInstance("SHA256withECDSA", curve("Signature", "SHA256withECDSA"));
  }

  /** ECDSA whose signature is r and s, 64 octets. */
  static Signature ecdsaRaw() throws GeneralSecurityException {
    String name = "SHA256withECDSAinP1363Format";
    return offers("Signature", name)
        ? Signature.getInstance(name, FAST.orElseThrow())
        : Signature.getInstance("SHA256withPLAIN-ECDSA", BouncyCastle.provider());
  }

  static Signature rsaPss() throws GeneralSecurityException {
    return Signature.getInstance("RSASSA-PSS", curve("Signature", "RSASSA-PSS"));
  }

  /** AES-GCM without padding. */
  public static Cipher aesGcm() throws GeneralSecurityException {
    String name = "AES/GCM/NoPadding";
    return offers("Cipher", name)
        ? Cipher.getInstance(name, FAST.orElseThrow())
        : Cipher.getInstance(name);
  }

  static MessageDigest sha256() throws GeneralSecurityException {
    String name = "SHA-256";
    return offers("MessageDigest", name)
        ? MessageDigest.getInstance(name, FAST.orElseThrow())
        : MessageDigest.getInstance(name);
  }

  /** HMAC with SHA-512. */
  public static Mac hmacSha512() throws GeneralSecurityException {
    String name = "HmacSHA512";
    return offers("Mac", name) ? Mac.getInstance(name, FAST.orElseThrow()) : Mac.getInstance(name);
  }

  /** The name and version of the provider of each operation, for support and health. */
  public static Map<String, String> names() {
    try {
      Map<String, String> names = new TreeMap<>();
      names.put("AES-256-GCM", name(aesGcm().getProvider()));
      names.put("SHA-256", name(sha256().getProvider()));
      names.put("HKDF-SHA-512", name(hmacSha512().getProvider()));
      names.put("ECDH P-256", name(ecdh().getProvider()));
      names.put("ECDSA P-256", name(ecdsa().getProvider()));
      names.put("RSASSA-PSS", name(rsaPss().getProvider()));
      return names;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot tell the providers: an operation is missing", e);
    }
  }

  private static String name(Provider provider) {
    return provider.getName() + " " + provider.getVersionStr();
  }

  private static Provider curve(String type, String algorithm) {
    return offers(type, algorithm) ? FAST.orElseThrow() : BouncyCastle.provider();
  }

  private static boolean offers(String type, String algorithm) {
    return FAST.isPresent() && FAST.get().getService(type, algorithm) != null;
  }

  private static Optional<Provider> find() {
    try {
      Provider found =
          Class.forName(NATIVE, true, Providers.class.getClassLoader())
              .asSubclass(Provider.class)
              .getDeclaredConstructor()
              .newInstance();
      // Its native half shows only here whether it runs on this machine.
      MessageDigest.getInstance("SHA-256", found).digest();
      return Optional.of(found);
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError e) {
      LOG.warn(
          "The native provider [{}] is there but does not run; going on without it", NATIVE, e);
      return Optional.empty();
    }
  }
}
