package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.Stage;
import io.cds.api.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Octets from a stream into a sink, in pieces, with progress and cancellation. */
final class Copying {
  private static final int PIECE = 1 << 20;

  private Copying() {}

  /**
   * Copies {@code in}, and never more than was expected: who sends without an end fills no disk.
   * What came before the stream failed is written, so that a line that is cut again and again gets
   * on.
   *
   * @return how many octets; one more than expected if there are more
   * @throws CdsException {@code CANCELLED} at the next piece after the watch says so
   */
  static long copy(InputStream in, Sink sink, long expected, Stage stage, Watch watch)
      throws IOException {
    byte[] piece = new byte[(int) Math.min(PIECE, Math.max(expected, 1))];
    long done = 0;
    int n = fill(in, piece, Math.min(piece.length, expected), sink);
    while (n > 0) {
      sink.write(ByteBuffer.wrap(piece, 0, n));
      done += n;
      watch.progress(stage, done, expected);
      if (watch.cancelled()) {
        throw new CdsException(Problem.of(ProblemCode.CANCELLED));
      }
      n = fill(in, piece, Math.min(piece.length, expected - done), sink);
    }
    return done == expected && in.read() >= 0 ? done + 1 : done;
  }

  /** The next piece, shorter only at the end. */
  private static int fill(InputStream in, byte[] piece, long most, Sink sink) throws IOException {
    int filled = 0;
    try {
      int n = in.read(piece, 0, (int) most);
      while (n > 0) {
        filled += n;
        n = in.read(piece, filled, (int) most - filled);
      }
      return filled;
    } catch (IOException e) {
      sink.write(ByteBuffer.wrap(piece, 0, filled));
      throw e;
    }
  }
}
