package io.cds.crypto.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.crypto.algorithm.Digests;
import java.security.MessageDigest;
import java.security.SecureRandom;

/** The same octets every time: SHA-256 over a seed and a counter. */
final class FixedRandom extends SecureRandom {

  private static final long serialVersionUID = 1;

  private final String seed;
  private long counter;

  FixedRandom(String seed) {
    this.seed = seed;
  }

  @Override
  public synchronized void nextBytes(byte[] octets) {
    int done = 0;
    while (done < octets.length) {
      MessageDigest digest = Digests.newSha256();
      digest.update((seed + "/" + counter++).getBytes(UTF_8));
      byte[] block = digest.digest();
      int n = Math.min(block.length, octets.length - done);
      System.arraycopy(block, 0, octets, done, n);
      done += n;
    }
  }
}
