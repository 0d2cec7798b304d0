package io.cds.crypto.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Replaces small files so that a crash at any moment leaves the old octets or the new ones, and a
 * return means that the new ones survive. For the owner's eyes alone where the file system knows
 * owners.
 *
 * <p>Its steps can be overridden, so that a test may let each of them fail.
 */
class Disk {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /** The octets of a file, if it is there. */
  final Optional<byte[]> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** By what a changed file is told from the one read before. */
  final Optional<FileStamp> stamp(Path file) throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new FileStamp(
              Optional.ofNullable(found.fileKey()), found.lastModifiedTime(), found.size()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Makes the folder, with those above it, durable before it returns. */
  final void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, permissions("rwx------"));
      Path above = folder.toAbsolutePath().getParent();
      if (above != null) {
        force(above);
      }
    }
  }

  /** Puts these octets in place of the file, or makes it. One caller at a time for one file. */
  final void replace(Path file, byte[] octets) throws IOException {
    Path folder = folder(file);
    Path temporary = temporary(file);
    Files.deleteIfExists(temporary);
    try {
      write(temporary, octets);
      move(temporary, file);
    } catch (IOException e) {
      discard(temporary, e);
      throw e;
    }
    force(folder);
  }

  /** The folder that a file lies in. @throws IOException for the root of a file system */
  static Path folder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("[" + file + "] lies in no folder");
    }
    return folder;
  }

  /** Where the next octets of a file are written; whatever a crash left there is worth nothing. */
  static Path temporary(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  /** A channel of a fresh file, for its owner alone. */
  static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        permissions("rw-------"));
  }

  /** Writes a fresh file and forces it to the disk. */
  void write(Path temporary, byte[] octets) throws IOException {
    try (FileChannel channel = create(temporary)) {
      ByteBuffer left = ByteBuffer.wrap(octets);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** Renames in one step. */
  void move(Path temporary, Path file) throws IOException {
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Forces a folder's entries to the disk, where folders can be opened. */
  void force(Path folder) throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void discard(Path temporary, IOException first) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }

  static FileAttribute<?>[] permissions(String text) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }
}
