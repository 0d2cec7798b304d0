package io.cds.crypto.content;

import static io.cds.api.envelope.InvalidReason.ATTACHMENT_COMPRESSION;
import static io.cds.api.envelope.InvalidReason.ATTACHMENT_LENGTH;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.crypto.format.OctetSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Expands one Zstandard frame (RFC 8878) by zstd-jni. Its header is read here first, so that
 * nothing is allocated for a window, a dictionary or a size that the format does not allow.
 */
final class Frame implements AutoCloseable {

  private static final int MAGIC = 0xfd2fb528;
  private static final int RUN = 64 * 1024;
  private static final long WINDOW = 8 << 20;

  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private final ByteBuffer compressed = ByteBuffer.allocateDirect(RUN);
  private final ByteBuffer expanded = ByteBuffer.allocateDirect(RUN);
  private final byte[] out = new byte[RUN];
  private final long length;
  private boolean begun;
  private long written;
  private boolean ended;

  /**
   * @param length what must come out
   */
  Frame(long length) {
    this.length = length;
  }

  private static void check(byte[] octets, int n, long length) {
    Header header = new Header(octets, n);
    if (header.next(4) != (MAGIC & 0xffffffffL)) {
      throw ContentReader.corrupt("it is no Zstandard frame");
    }
    int descriptor = (int) header.next(1);
    boolean single = (descriptor & 0x20) != 0;
    if ((descriptor & 0x04) == 0 || (descriptor & 0x1b) != 0) {
      throw ContentReader.corrupt("its frame has a dictionary, no checksum or reserved bits");
    }
    int sizeFlag = descriptor >>> 6;
    if (sizeFlag == 0 && !single) {
      throw ContentReader.corrupt("its frame does not say its size");
    }
    long window = single ? 0 : window((int) header.next(1));
    long size = header.next(1 << sizeFlag) + (sizeFlag == 1 ? 256 : 0);
    if (size != length) {
      throw new InvalidEnvelopeException(
          ATTACHMENT_LENGTH,
          "Cannot expand an attachment: its frame has not the [" + length + "] octets stated");
    }
    if ((single ? size : window) > WINDOW) {
      throw ContentReader.corrupt("its window is larger than 8 MiB");
    }
  }

  private static long window(int descriptor) {
    long base = 1L << (10 + (descriptor >>> 3));
    return base + base / 8 * (descriptor & 7);
  }

  /** Expands the next octets of the frame; the first ones hold its header. */
  void write(byte[] octets, int n, OctetSink to) throws IOException {
    if (!begun) {
      check(octets, n, length);
      begun = true;
    }
    for (int from = 0; from < n; from += RUN) {
      compressed.clear().put(octets, from, Math.min(RUN, n - from)).flip();
      try {
        expand(to);
      } catch (ZstdException e) {
        throw new InvalidEnvelopeException(
            ATTACHMENT_COMPRESSION, "Cannot expand an attachment: its frame is corrupt", e);
      }
    }
  }

  private void expand(OctetSink to) throws IOException {
    boolean more = true;
    while (more) {
      if (ended) {
        throw ContentReader.corrupt("octets follow its end");
      }
      expanded.clear();
      ended = context.decompressDirectByteBufferStream(expanded, compressed);
      more = compressed.hasRemaining() || !(ended || expanded.hasRemaining());
      int out = expanded.flip().remaining();
      written += out;
      if (written > length) {
        throw ContentReader.corrupt("it yields more than its frame says");
      }
      expanded.get(this.out, 0, out);
      to.write(this.out, 0, out);
    }
  }

  /** Proves that the frame has ended. */
  void end() {
    if (!ended) {
      throw ContentReader.corrupt("it ends before its checksum");
    }
  }

  @Override
  public void close() {
    context.close();
    Arrays.fill(out, (byte) 0);
    expanded.clear().put(out);
  }

  /** Little-endian fields, one after another. */
  private static final class Header {
    private final byte[] octets;
    private final int end;
    private int at;

    Header(byte[] octets, int end) {
      this.octets = octets;
      this.end = end;
    }

    long next(int n) {
      if (at + n > end) {
        throw ContentReader.corrupt("it ends within the header of its frame");
      }
      long value = 0;
      for (int i = 0; i < n; i++) {
        value |= (octets[at++] & 0xffL) << (8 * i);
      }
      return value;
    }
  }
}
