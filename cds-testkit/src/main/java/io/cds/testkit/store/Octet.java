package io.cds.testkit.store;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Content to stage and to compare with: every octet depends on its place. */
final class Octet {
  static final int MIB = 1 << 20;

  private Octet() {}

  /** The octet at this place; its period is no divisor of any power of two. */
  static byte at(long place) {
    return (byte) (place % 251 + place / MIB);
  }

  static byte[] range(long from, int length) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = at(from + i);
    }
    return octets;
  }

  /** Writes the octets of these places, in pieces of an uneven size, reusing one buffer. */
  static void write(Sink sink, long from, long to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(100_003);
    for (long at = from; at < to; at += buffer.capacity()) {
      int n = (int) Math.min(buffer.capacity(), to - at);
      buffer.clear().put(range(at, n)).flip();
      sink.write(buffer);
    }
  }

  /** Finished content of this length, bound to nothing. */
  static ContentRef finished(Store store, ContentKey key, long length) throws IOException {
    try (Sink sink = store.stage(key, 0)) {
      write(sink, 0, length);
      return sink.finish();
    }
  }

  /** Whether the stream has exactly the octets of these places. */
  static boolean matches(InputStream in, long from, long length) throws IOException {
    byte[] buffer = new byte[100_003];
    long at = from;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      for (int i = 0; i < n; i++) {
        if (buffer[i] != at(at + i)) {
          return false;
        }
      }
      at += n;
    }
    return at == from + length;
  }
}
