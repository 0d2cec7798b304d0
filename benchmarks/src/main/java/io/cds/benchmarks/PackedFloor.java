package io.cds.benchmarks;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import io.cds.api.envelope.Compression;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The floor of a message whose content is compressed: the library that compresses, alone and in one
 * call, with the settings that ours has, and then {@link Floor} over what came out.
 */
final class PackedFloor {
  private static final int DEFLATE_LEVEL = 4;
  private static final int ZSTD_LEVEL = 3;
  private static final int ZSTD_WINDOW_LOG = 21;

  private final Compression compression;
  private final byte[] octets;
  private final byte[] room;
  private final byte[] packed;
  private final byte[] clear;
  private final Floor floor;

  PackedFloor(MemoryVault vault, byte[] octets, Compression compression) throws Exception {
    this.compression = compression;
    this.octets = octets;
    this.room = new byte[octets.length + octets.length / 4 + 1024];
    this.packed = new byte[pack()];
    this.clear = new byte[octets.length];
    this.floor = new Floor(vault, packed.length);
    seal();
    if (!Arrays.equals(open(), octets)) {
      throw new IllegalStateException("The floor does not expand what it compressed");
    }
  }

  byte[] seal() throws GeneralSecurityException {
    int n = pack();
    System.arraycopy(room, 0, packed, 0, n);
    return floor.seal(packed);
  }

  byte[] open() throws GeneralSecurityException, DataFormatException {
    byte[] found = floor.open();
    switch (compression) {
      case NONE -> System.arraycopy(found, 0, clear, 0, clear.length);
      case DEFLATE -> inflate(found);
      case ZSTD -> {
        try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
          context.decompressByteArray(clear, 0, clear.length, found, 0, found.length);
        }
      }
    }
    return clear;
  }

  /** Octets that are encrypted. */
  long sealedLength() {
    return packed.length;
  }

  /** Into the room; how many octets came out is the same each time. */
  private int pack() {
    return switch (compression) {
      case NONE -> {
        System.arraycopy(octets, 0, room, 0, octets.length);
        yield octets.length;
      }
      case DEFLATE -> deflate();
      case ZSTD -> {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
          context.setLevel(ZSTD_LEVEL).setWindowLog(ZSTD_WINDOW_LOG).setChecksum(true);
          yield context.compressByteArray(room, 0, room.length, octets, 0, octets.length);
        }
      }
    };
  }

  private int deflate() {
    Deflater deflater = new Deflater(DEFLATE_LEVEL);
    try {
      deflater.setInput(octets);
      deflater.finish();
      int n = 0;
      while (!deflater.finished()) {
        n += deflater.deflate(room, n, room.length - n);
      }
      return n;
    } finally {
      deflater.end();
    }
  }

  private void inflate(byte[] found) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(found);
      int n = 0;
      while (!inflater.finished() && n < clear.length) {
        n += inflater.inflate(clear, n, clear.length - n);
      }
    } finally {
      inflater.end();
    }
  }
}
