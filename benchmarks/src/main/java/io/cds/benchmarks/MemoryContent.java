package io.cds.benchmarks;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.Source;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * A sink over one array that is used again, and what it holds as a source: no disk in the
 * measurement.
 */
final class MemoryContent implements Sink, Source {
  private final byte[] room;
  private int size;

  MemoryContent(int most) {
    room = new byte[most];
  }

  MemoryContent again() {
    size = 0;
    return this;
  }

  /** A stream into this content. */
  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int octet) {
        room[size++] = (byte) octet;
      }

      @Override
      public void write(byte[] octets, int offset, int length) {
        System.arraycopy(octets, offset, room, size, length);
        size += length;
      }
    };
  }

  @Override
  public void write(ByteBuffer piece) {
    int n = piece.remaining();
    piece.get(room, size, n);
    size += n;
  }

  @Override
  public long durable() {
    return size;
  }

  @Override
  public ContentRef finish() {
    return new ContentRef("memory", size);
  }

  @Override
  public void close() {}

  @Override
  public long length() {
    return size;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(room, 0, size);
  }

  @Override
  public InputStream open(long from, long length) {
    return new ByteArrayInputStream(room, (int) from, (int) length);
  }
}
