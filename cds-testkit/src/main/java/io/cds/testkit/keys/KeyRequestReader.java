package io.cds.testkit.keys;

import io.cds.api.envelope.Octets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.security.auth.x500.X500Principal;

/** Reads a PKCS#10 request, with the JDK alone. */
public final class KeyRequestReader {
  private final byte[] info;
  private final byte[] signature;

  /** Of the DER octets of a request. */
  public KeyRequestReader(Octets request) {
    byte[][] parts = Der.parts(request.toArray());
    info = parts[0];
    byte[] bits = Der.value(parts[2]);
    signature = Arrays.copyOfRange(bits, 1, bits.length);
  }

  /** Its subject. */
  public X500Principal subject() {
    return new X500Principal(Der.parts(info)[1]);
  }

  /** The key that it asks a certificate for. */
  public PublicKey key() throws GeneralSecurityException {
    byte[] key = Der.parts(info)[2];
    return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key));
  }

  /** Whether it is signed by that key. */
  public boolean provesPossession() throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(key());
    verifier.update(info);
    return verifier.verify(signature);
  }
}
