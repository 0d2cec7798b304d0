package io.cds.benchmarks;

import io.cds.api.KeyUse;
import io.cds.api.envelope.Compression;
import io.cds.api.spi.SignatureScheme;
import io.cds.crypto.algorithm.BouncyCastle;
import io.cds.crypto.algorithm.KeyAgreementWrap;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.algorithm.Signatures;
import java.io.PrintStream;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.SecretKeySpec;

/** Prints the providers of this JVM, and whether what they make is what Bouncy Castle makes. */
final class WhoDoesWhatMain {

  private WhoDoesWhatMain() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    Workbench bench = new Workbench();
    bench.codec.providers().forEach((operation, name) -> out.println(operation + "=" + name));
    if (signs(bench) && agrees()) {
      out.println("agrees with Bouncy Castle");
    }
    Messages ours =
        new Messages(bench, bench.codec, Samples.random(10 * 1024), Set.of(Compression.NONE));
    ours.open();
    out.println("opened " + ours.length() + " octets");
  }

  private static boolean signs(Workbench bench) throws Exception {
    byte[] octets = {1, 2, 3};
    KeyPair pair = bench.vault.pair(KeyUse.SIGN);
    byte[] made =
        Signatures.sign(
            pair.getPrivate(), SignatureScheme.ECDSA_SHA256_DER, octets, new SecureRandom());
    Signature verifier = Signature.getInstance("SHA256withECDSA", BouncyCastle.provider());
    verifier.initVerify(pair.getPublic());
    verifier.update(octets);
    return verifier.verify(made)
        && Signatures.verify(pair.getPublic(), SignatureScheme.ECDSA_SHA256_DER, octets, made);
  }

  /** A key wrapped here is unwrapped by hand. */
  private static boolean agrees() throws Exception {
    KeyPair one = P256.generate(new SecureRandom());
    KeyPair other = P256.generate(new SecureRandom());
    byte[] info = {4, 5, 6};
    byte[] key = new byte[32];
    byte[] wrapped = KeyAgreementWrap.wrap(one.getPrivate(), other.getPublic(), info, key);
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH", BouncyCastle.provider());
    agreement.init(other.getPrivate());
    agreement.doPhase(P256.key(P256.point(one.getPublic())), true);
    MessageDigest kdf = MessageDigest.getInstance("SHA-256");
    kdf.update(agreement.generateSecret());
    kdf.update(new byte[] {0, 0, 0, 1});
    Cipher unwrap = Cipher.getInstance("AESWrap");
    unwrap.init(Cipher.UNWRAP_MODE, new SecretKeySpec(kdf.digest(info), "AES"));
    byte[] found = unwrap.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
    return MessageDigest.isEqual(found, key);
  }
}
