package io.cds.crypto.content;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import io.cds.crypto.format.OctetSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Writes one Zstandard frame (RFC 8878) an attachment, by zstd-jni.
 *
 * <p>Where octets shrink so far that the reader would take them for a bomb, empty blocks go
 * between: three octets each, of which nothing comes out.
 */
final class Zstandard implements Compressor {

  private static final int LEVEL = 3;
  private static final int WINDOW_LOG = 21;
  private static final int RUN = 64 * 1024;

  /** A Raw_Block of no octets that is not the last (RFC 8878, 3.1.1.2). */
  private static final int EMPTY_BLOCK = 3;

  private final ZstdCompressCtx context = new ZstdCompressCtx();
  private final ByteBuffer in = ByteBuffer.allocateDirect(RUN);
  private final ByteBuffer compressed = ByteBuffer.allocateDirect(RUN);
  private final byte[] out = new byte[RUN];
  private final Expansion own;

  Zstandard(Expansion expansion) {
    own = Compressor.half(expansion);
  }

  @Override
  public int probe(byte[] octets, int length) {
    begin(length);
    load(octets, 0, length);
    int total = 0;
    boolean ended = false;
    while (!ended) {
      ended = step(EndDirective.END);
      total += compressed.remaining();
    }
    return total;
  }

  @Override
  public void begin(long length) {
    context.reset();
    context.setLevel(LEVEL).setWindowLog(WINDOW_LOG).setDictID(false);
    context.setChecksum(true).setContentSize(true);
    context.setPledgedSrcSize(length);
  }

  @Override
  public long write(byte[] octets, int length, Allowance allowance, OctetSink to)
      throws IOException {
    long missing = allowance.missing(own);
    long total = 0;
    for (int from = 0; from < length; from += RUN) {
      load(octets, from, Math.min(RUN, length - from));
      while (in.hasRemaining()) {
        step(EndDirective.CONTINUE);
        total += take(to);
      }
    }
    if (missing > 0) {
      total += drain(EndDirective.FLUSH, to);
      total += emptyBlocks(missing, to);
    }
    return total;
  }

  @Override
  public long finish(OctetSink to) throws IOException {
    return drain(EndDirective.END, to);
  }

  @Override
  public void close() {
    context.close();
    Arrays.fill(out, (byte) 0);
    in.clear().put(out);
  }

  private void load(byte[] octets, int from, int length) {
    in.clear().put(octets, from, length).flip();
  }

  private long drain(EndDirective directive, OctetSink to) throws IOException {
    long total = 0;
    boolean done = false;
    while (!done) {
      done = step(directive);
      total += take(to);
    }
    return total;
  }

  private boolean step(EndDirective directive) {
    compressed.clear();
    boolean done = context.compressDirectByteBufferStream(compressed, in, directive);
    compressed.flip();
    return done;
  }

  private int take(OctetSink to) throws IOException {
    int n = compressed.remaining();
    compressed.get(out, 0, n);
    to.write(out, 0, n);
    return n;
  }

  private long emptyBlocks(long octets, OctetSink to) throws IOException {
    long total = (octets + EMPTY_BLOCK - 1) / EMPTY_BLOCK * EMPTY_BLOCK;
    Arrays.fill(out, (byte) 0);
    for (long left = total; left > 0; left -= Math.min(left, out.length)) {
      to.write(out, 0, (int) Math.min(left, out.length));
    }
    return total;
  }
}
