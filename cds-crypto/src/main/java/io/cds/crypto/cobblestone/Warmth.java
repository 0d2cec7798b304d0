package io.cds.crypto.cobblestone;

import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.Providers;
import java.security.MessageDigest;

/**
 * The JDK's AES-GCM becomes fast, some 30 times, by the number of its calls and not by their
 * octets: two or three thousand small calls take a quarter of a second, and save a cold JVM more
 * than one second of its first large content.
 */
public final class Warmth {

  /** From this size on a content repays the small calls. */
  public static final long WORTH = 8L << 20;

  private static final int CALLS = 2_500;
  private static final int OCTETS = 1_024;

  private static boolean reached;

  private Warmth() {}

  /** Makes the small calls, once in a JVM; whoever comes meanwhile waits for them. */
  public static synchronized void reach() {
    if (reached || Providers.nativeCipher()) {
      return;
    }
    byte[] key = new byte[Cobblestone.KEY];
    ChunkKeys keys = ChunkKeys.derive(key, new byte[Cobblestone.SALT], key);
    ChunkCipher sealing = ChunkCipher.sealing(keys);
    ChunkCipher opening = ChunkCipher.opening(keys);
    MessageDigest digest = Digests.newSha256();
    byte[] plain = new byte[OCTETS];
    byte[] octets = new byte[OCTETS + Cobblestone.TAG];
    for (int i = 0; i < CALLS; i++) {
      sealing.work(i, plain, 0, OCTETS, octets, 0);
      digest.update(octets);
      opening.work(i, octets, 0, octets.length, plain, 0);
    }
    reached = true;
  }
}
