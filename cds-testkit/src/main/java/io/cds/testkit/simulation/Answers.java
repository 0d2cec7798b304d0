package io.cds.testkit.simulation;

import io.cds.testkit.calls.CutStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** What becomes of answers on their way back. */
final class Answers {
  private static final int MOST = 1 << 20;

  private Answers() {}

  /** Nobody reads it. */
  static void drop(Object answer) throws IOException {
    if (answer instanceof Closeable stream) {
      stream.close();
    }
  }

  /** A content that ends in the middle. */
  static Object cut(Object answer, Dice dice) {
    return new CutStream((InputStream) answer, dice.below(MOST));
  }
}
