package io.cds.store.jdbc.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of content in a directory; one file open at a time, none before and after. */
final class FileStream extends ContentStream {
  private final ContentDirectory directory;
  private final List<Stretch> stretches;
  private int stretch;
  private @Nullable SeekableByteChannel channel;

  FileStream(ContentDirectory directory, List<Stretch> stretches, long from, long end) {
    super(from, end);
    this.directory = directory;
    this.stretches = stretches;
  }

  @Override
  int some(byte[] into, int offset, int most) throws IOException {
    SeekableByteChannel in = channel();
    long left = Math.min(end(), stretches.get(stretch).end()) - at();
    int wanted = (int) Math.min(Math.min(most, ContentDirectory.SLICE), left);
    int n = in.read(ByteBuffer.wrap(into, offset, wanted));
    if (n < 0) {
      throw new IOException(
          "Content file ["
              + directory.path(stretches.get(stretch).file())
              + "] ends before octet ["
              + at()
              + "] of its content; restore it from a copy");
    }
    return n;
  }

  /** The file in which the next octet lies, at that octet. */
  private SeekableByteChannel channel() throws IOException {
    while (at() >= stretches.get(stretch).end()) {
      close();
      stretch++;
    }
    SeekableByteChannel open = channel;
    if (open == null) {
      open = directory.read(stretches.get(stretch).file());
      channel = open;
      open.position(at() - stretches.get(stretch).from());
    }
    return open;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    if (channel != null && at() < stretches.get(stretch).end()) {
      channel.position(at() - stretches.get(stretch).from());
    }
    return skipped;
  }

  @Override
  public void close() throws IOException {
    SeekableByteChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
