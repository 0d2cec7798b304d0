package io.cds.examples.quickstart;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One process at a time works on a state folder. The lock is the operating system's, so it ends
 * with the process, however that ends.
 */
final class RunLock implements AutoCloseable {
  private final FileChannel file;

  private RunLock(FileChannel file) {
    this.file = file;
  }

  /** Waits for a former process that is about to end. */
  static RunLock await(Path file) throws IOException {
    FileChannel channel = open(file);
    FileLock lock = channel.lock();
    return new RunLock(lock.channel());
  }

  /** Empty if another process works there. */
  static Optional<RunLock> take(Path file) throws IOException {
    FileChannel channel = open(file);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new RunLock(lock.channel()));
  }

  private static FileChannel open(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
