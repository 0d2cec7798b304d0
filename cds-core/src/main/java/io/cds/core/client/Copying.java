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
   * Copies all of {@code in}. @return how many octets
   *
   * @throws CdsException {@code CANCELLED} at the next piece after the watch says so
   */
  static long copy(InputStream in, Sink sink, long expected, Stage stage, Watch watch)
      throws IOException {
    byte[] piece = new byte[(int) Math.min(PIECE, Math.max(expected, 1) + 1)];
    long done = 0;
    int n = in.readNBytes(piece, 0, piece.length);
    while (n > 0) {
      sink.write(ByteBuffer.wrap(piece, 0, n));
      done += n;
      watch.progress(stage, done, expected);
      if (watch.cancelled()) {
        throw new CdsException(Problem.of(ProblemCode.CANCELLED));
      }
      n = in.readNBytes(piece, 0, piece.length);
    }
    return done;
  }
}
