package io.cds.crypto.algorithm;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The provider object for public-key operations; it is never registered with the JDK. */
public final class BouncyCastle {

  private static final Provider PROVIDER = new BouncyCastleProvider();

  private BouncyCastle() {}

  /** The one provider object. */
  public static Provider provider() {
    return PROVIDER;
  }
}
