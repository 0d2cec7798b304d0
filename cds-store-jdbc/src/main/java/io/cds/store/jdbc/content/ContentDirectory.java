package io.cds.store.jdbc.content;

import io.cds.api.CdsException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory of content files, in 256 folders by what their names begin with. What is unfinished
 * ends with {@code .part}. Knows no database.
 *
 * <p>Files and folders are their owner's alone where the file system knows permissions; there, too,
 * a name waits for the disk with its folder. Other file systems (Windows') do so by themselves.
 */
final class ContentDirectory {
  static final int FOLDERS = 256;

  /** As much is written or read at once. */
  static final int SLICE = 1 << 18;

  static final String PART = ".part";

  private static final Pattern NAME = Pattern.compile("([0-9a-f]{32}-[0-9]{1,18})(\\.part)?");
  static final Set<OpenOption> WRITE = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  private final Path root;
  private final boolean posix;

  private ContentDirectory(Path root, boolean posix) {
    this.root = root;
    this.posix = posix;
  }

  /**
   * Opens it and marks it as that of this store, so that nobody takes another for it.
   *
   * @param store its id
   * @param used whether content of the store lies in it already
   * @throws CdsException {@code STORE_FAILED} if it is not there, cannot be written or is another's
   */
  static ContentDirectory open(Path directory, String store, boolean used) {
    Path root = directory.toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      throw DirectoryFault.missing(root);
    }
    boolean posix = Files.getFileAttributeView(root, PosixFileAttributeView.class) != null;
    ContentDirectory opened = new ContentDirectory(root, posix);
    try {
      new DirectoryMark(root, opened).require(store, used);
    } catch (IOException e) {
      throw opened.fault("open", e);
    }
    return opened;
  }

  /** Its folder of this number, by name. */
  static String folder(int number) {
    return "%02x".formatted(number);
  }

  /** Where finished octets lie. */
  Path path(String file) {
    return root.resolve(file.substring(0, 2)).resolve(file);
  }

  private Path part(String file) {
    return root.resolve(file.substring(0, 2)).resolve(file + PART);
  }

  /** Whether there is an unfinished file of this name. */
  boolean isThere(String file) {
    return Files.exists(part(file));
  }

  /**
   * Opens an unfinished file for writing, makes it if need be.
   *
   * @param octets so many it must have already
   */
  FileChannel write(String file, long octets) throws IOException {
    Path part = part(file);
    if (octets > 0 && !Files.exists(part) && Files.exists(path(file))) {
      move(path(file), part); // a finish() that was overtaken has named it so
    }
    FileChannel channel = open(part);
    if (channel.size() < octets) {
      channel.close();
      throw DirectoryFault.cutShort(part, octets);
    }
    return channel;
  }

  private FileChannel open(Path part) throws IOException {
    try {
      return FileChannel.open(part, WRITE, owners("rw-------"));
    } catch (NoSuchFileException e) {
      if (!Files.isDirectory(root)) {
        throw e;
      }
      makeFolder(root.resolve(part.getFileName().toString().substring(0, 2)));
      return FileChannel.open(part, WRITE, owners("rw-------"));
    }
  }

  private void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, owners("rwx------"));
    } catch (FileAlreadyExistsException e) {
      return; // another process, or another sink, has made it
    }
    synced(root);
  }

  /** For what is made here. */
  FileAttribute<?>[] owners(String permissions) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** The name of this file waits for the disk. */
  void sync(String file) throws IOException {
    synced(root.resolve(file.substring(0, 2)));
  }

  /** A folder waits for the disk. */
  void synced(Path folder) throws IOException {
    if (posix) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /**
   * Names finished what was unfinished, the rest of it after a crash; the names wait for the disk.
   *
   * @param stretches of one content, which lie in one folder
   */
  void complete(List<Stretch> stretches) throws IOException {
    List<Stretch> filled = stretches.stream().filter(s -> s.length() > 0).toList();
    for (Stretch stretch : filled) {
      if (Files.exists(part(stretch.file()))) {
        move(part(stretch.file()), path(stretch.file()));
      }
    }
    require(filled);
    if (!filled.isEmpty()) {
      sync(filled.get(0).file());
    }
  }

  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * @throws CdsException {@code STORE_FAILED} if finished octets are missing
   */
  void require(List<Stretch> stretches) {
    for (Stretch stretch : stretches) {
      Path whole = path(stretch.file());
      if (stretch.length() > 0 && size(whole) < stretch.length()) {
        throw DirectoryFault.cutShort(whole, stretch.length());
      }
    }
  }

  /** How many octets of these stretches, from the first on, are there without a gap. */
  long octets(List<Stretch> stretches) {
    long there = 0;
    for (Stretch stretch : stretches) {
      long size = Math.max(size(part(stretch.file())), size(path(stretch.file())));
      there += Math.min(stretch.length(), Math.max(0, size));
      if (size < stretch.length()) {
        return there;
      }
    }
    return there;
  }

  private long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return -1;
    } catch (IOException e) {
      throw fault("read", e);
    }
  }

  /** Opens a finished file for reading. */
  SeekableByteChannel read(String file) throws IOException {
    return Files.newByteChannel(path(file), StandardOpenOption.READ);
  }

  /** Removes a file, finished or not, if it is there. */
  void delete(String file) {
    try {
      Files.deleteIfExists(part(file));
      Files.deleteIfExists(path(file));
    } catch (IOException e) {
      throw fault("remove " + file, e);
    }
  }

  /** Names of content files in the folder of this number, without {@code .part}; no others. */
  List<String> names(int number) {
    Path folder = root.resolve(folder(number));
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> name.group(1))
          .toList();
    } catch (IOException e) {
      throw fault("list", e);
    }
  }

  /** Removes a file, finished or not, if nothing was written into it since. @return whether */
  boolean deleteIfOlder(String file, Instant last) {
    boolean old = isOlder(part(file), last) && isOlder(path(file), last);
    if (old) {
      delete(file);
    }
    return old;
  }

  private boolean isOlder(Path file, Instant last) {
    try {
      return !Files.getLastModifiedTime(file).toInstant().isAfter(last);
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      throw fault("look at", e);
    }
  }

  CdsException fault(String attempted, IOException cause) {
    return DirectoryFault.of(root, attempted, cause);
  }
}
