package io.cds.testkit.simulation;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.SplittableRandom;

/** For engines that ask for a SecureRandom: what it gives follows from the seed. */
final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  SeededRandom(SplittableRandom random) {
    super(new Drawn(random), null);
  }

  private static final class Drawn extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;
    private final transient SplittableRandom random;

    Drawn(SplittableRandom random) {
      this.random = random;
    }

    @Override
    protected void engineSetSeed(byte[] seed) {
      // The seed of the history is the only one.
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      random.nextBytes(bytes);
    }

    @Override
    protected byte[] engineGenerateSeed(int length) {
      byte[] seed = new byte[length];
      random.nextBytes(seed);
      return seed;
    }
  }
}
