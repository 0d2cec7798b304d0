package io.cds.crypto.keys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps two writers of one key file apart, be they threads, vault objects or processes. Readers
 * need no lock: a file is replaced in one step.
 */
final class WriteLock implements AutoCloseable {
  private static final int TRIES = 4_000;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  private final FileChannel channel;

  private WriteLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock beside this file, about 20 seconds at most.
   *
   * @throws IOException when another writer keeps it
   */
  static WriteLock take(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".lock");
    FileChannel channel =
        FileChannel.open(
            beside,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            Disk.permissions("rw-------"));
    try {
      for (int i = 0; i < TRIES; i++) {
        if (tried(channel).isPresent()) {
          return new WriteLock(channel);
        }
        LockSupport.parkNanos(PAUSE);
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new IOException("another writer keeps the lock [" + beside + "]");
  }

  private static Optional<FileLock> tried(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      // Another vault object of this process has it.
      return Optional.empty();
    }
  }

  /** Lets go: the lock ends with its channel. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
