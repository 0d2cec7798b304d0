package io.cds.benchmarks;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A sink over a file, and what it holds as a source: content that no heap could hold. */
final class FileContent implements Sink, Source {
  private final Path file;
  private final FileChannel channel;
  private long size;

  FileContent(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public void write(ByteBuffer piece) throws IOException {
    while (piece.hasRemaining()) {
      size += channel.write(piece);
    }
  }

  @Override
  public long durable() {
    return size;
  }

  @Override
  public ContentRef finish() {
    return new ContentRef("file", size);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public long length() {
    return size;
  }

  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(file);
  }
}
