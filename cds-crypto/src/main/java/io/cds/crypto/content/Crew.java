package io.cds.crypto.content;

import java.util.concurrent.Executor;

/**
 * Whose threads work on one content, and how many at most.
 *
 * @param executor the host's threads; they help, the caller's own thread never waits for a free one
 * @param width how many work at the same time, the caller's own among them; 1: it works alone
 */
public record Crew(Executor executor, int width) {

  /** The caller's thread and no other. */
  public static final Crew ALONE = new Crew(Runnable::run, 1);

  private static final int MOST = 64;

  /** Refuses a width that nobody has. */
  public Crew {
    if (width < 1 || width > MOST) {
      throw new IllegalArgumentException(
          "Cannot work on contents with [" + width + "] threads: expected 1 to " + MOST);
    }
  }

  /** How many pieces are in the works at most: what bounds the memory. */
  int window() {
    return width == 1 ? 1 : 2 * width;
  }
}
