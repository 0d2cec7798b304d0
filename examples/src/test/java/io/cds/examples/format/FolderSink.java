package io.cds.examples.format;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Puts content into a file, which is there once it is finished. */
final class FolderSink implements Sink {
  private final Path file;
  private final Path unfinished;
  private final FileChannel channel;

  FolderSink(Path file) throws IOException {
    this.file = file;
    this.unfinished = Files.createTempFile(file.toAbsolutePath().getParent(), "sink", ".part");
    this.channel = FileChannel.open(unfinished, StandardOpenOption.WRITE);
  }

  /** The octets of a file. */
  static Source source(Path file) throws IOException {
    return Source.of(Files.size(file), () -> Files.newInputStream(file));
  }

  @Override
  public void write(ByteBuffer piece) throws IOException {
    while (piece.hasRemaining()) {
      channel.write(piece);
    }
  }

  @Override
  public long durable() {
    return 0;
  }

  @Override
  public ContentRef finish() throws IOException {
    channel.close();
    Files.move(unfinished, file);
    return new ContentRef(file.getFileName().toString(), Files.size(file));
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(unfinished);
  }
}
