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
   *
   * @return how many octets; one more than expected if there are more
   * @throws CdsException {@code CANCELLED} at the next piece after the watch says so
   */
  static long copy(InputStream in, Sink sink, long expected, Stage stage, Watch watch)
      throws IOException {
    byte[] piece = new byte[(int) Math.min(PIECE, Math.max(expected, 1))];
    long done = 0;
    int n = in.readNBytes(piece, 0, (int) Math.min(piece.length, expected));
    while (n > 0) {
      sink.write(ByteBuffer.wrap(piece, 0, n));
      done += n;
      watch.progress(stage, done, expected);
      if (watch.cancelled()) {
        throw new CdsException(Problem.of(ProblemCode.CANCELLED));
      }
      n = in.readNBytes(piece, 0, (int) Math.min(piece.length, expected - done));
    }
    return done == expected && in.read() >= 0 ? done + 1 : done;
  }
}
