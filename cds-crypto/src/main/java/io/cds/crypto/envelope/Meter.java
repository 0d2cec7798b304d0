package io.cds.crypto.envelope;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Stage;
import io.cds.api.Watch;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells the watch about every MiB that passes, and stops the work when it says so. */
final class Meter {

  private static final long STEP = 1 << 20;

  private final Watch watch;
  private final Stage stage;
  private final long total;
  private long done;

  Meter(Watch watch, Stage stage, long total) {
    this.watch = watch;
    this.stage = stage;
    this.total = total;
  }

  /** The same octets, counted. */
  InputStream over(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int octet = super.read();
        pass(octet < 0 ? 0 : 1);
        return octet;
      }

      @Override
      public int read(byte[] octets, int offset, int length) throws IOException {
        int n = super.read(octets, offset, length);
        pass(Math.max(0, n));
        return n;
      }
    };
  }

  void pass(long octets) {
    long before = done;
    done += octets;
    if (before / STEP != done / STEP) {
      watch.progress(stage, done, total);
    }
    if (watch.cancelled()) {
      throw new CdsException(Problem.of(ProblemCode.CANCELLED));
    }
  }
}
