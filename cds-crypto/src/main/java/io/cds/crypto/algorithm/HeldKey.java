package io.cds.crypto.algorithm;

import java.security.PrivateKey;
import java.security.Provider;
import org.jspecify.annotations.Nullable;

/**
 * A private key that only its own provider can use, because its number never leaves the place that
 * holds it, such as a token.
 */
public final class HeldKey implements PrivateKey {
  private static final long serialVersionUID = 1L;

  private final transient PrivateKey key;
  private final transient Provider provider;

  /** A key as its provider gives it. */
  public HeldKey(PrivateKey key, Provider provider) {
    this.key = key;
    this.provider = provider;
  }

  /** As the provider gave it. */
  public PrivateKey key() {
    return key;
  }

  Provider provider() {
    return provider;
  }

  @Override
  public String getAlgorithm() {
    return key.getAlgorithm();
  }

  /** None: there are no octets. */
  @Override
  public @Nullable String getFormat() {
    return null;
  }

  @Override
  public byte @Nullable [] getEncoded() {
    return null;
  }

  @Override
  public String toString() {
    return "HeldKey";
  }
}
