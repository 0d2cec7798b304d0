package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.Stage;
import io.cds.api.Watch;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A source that tells a watch how far it was read, at most once a MiB, and stops if it says so. */
record WatchedSource(Source source, Stage stage, Watch watch) implements Source {
  private static final int MIB = 1 << 20;

  @Override
  public long length() {
    return source.length();
  }

  @Override
  public InputStream open() throws IOException {
    return new Watched(source.open());
  }

  @Override
  public InputStream open(long from, long length) throws IOException {
    return source.open(from, length);
  }

  private final class Watched extends FilterInputStream {
    private long done;

    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      tell(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      int n = super.read(into, offset, most);
      tell(Math.max(n, 0));
      return n;
    }

    private void tell(int more) {
      long before = done;
      done += more;
      if (before / MIB != done / MIB || (more > 0 && done == source.length())) {
        watch.progress(stage, done, source.length());
        if (watch.cancelled()) {
          throw new CdsException(Problem.of(ProblemCode.CANCELLED));
        }
      }
    }
  }
}
