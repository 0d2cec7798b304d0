package io.cds.store.jdbc.content;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.store.jdbc.sql.Fault;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What fails in a directory of content: which one, why, and what to do. */
final class DirectoryFault {
  /** With less it is full: the operating system's own words are not English everywhere. */
  private static final long LEAST_ROOM = 64 << 10;

  private static final List<String> FULL =
      List.of("no space left", "quota exceeded", "not enough space");

  private DirectoryFault() {}

  static CdsException of(Path root, String attempted, IOException cause) {
    String said = said(cause);
    if (FULL.stream().anyMatch(said::contains)) {
      return full(root, cause);
    } else if (!Files.isDirectory(root)) {
      return failed(root, "it is not there; mount it again, or create it", cause);
    } else if (cause instanceof AccessDeniedException || said.contains("read-only")) {
      return failed(
          root, attempted + " is not allowed; let this process read and write there", cause);
    }
    return hasNoRoom(root)
        ? full(root, cause)
        : failed(
            root,
            attempted + " failed with " + cause.getClass().getSimpleName() + "; look at its disk",
            cause);
  }

  /** Without the file's name, where it is told apart. */
  private static String said(IOException cause) {
    String words =
        cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
    return words == null ? "" : words.toLowerCase(Locale.ROOT);
  }

  private static boolean hasNoRoom(Path root) {
    try {
      return Files.getFileStore(root).getUsableSpace() < LEAST_ROOM;
    } catch (IOException unknown) {
      return false; // then the first failure says all that is known
    }
  }

  static CdsException missing(Path root) {
    return Fault.failed(
        "content directory " + root + " is not there; create it, or mount it where it was");
  }

  static CdsException another(Path root) {
    return Fault.failed(
        "content directory " + root + " is another store's; give each store one of its own");
  }

  static CdsException notOurs(Path root, boolean used) {
    return Fault.failed(
        "content directory "
            + root
            + (used
                ? " is not the one that this store's content lies in; mount or restore that one"
                : " is not empty; give the store an empty one"));
  }

  /** Its octets were durable, and are gone. */
  static CdsException cutShort(Path file, long octets) {
    return Fault.failed(
        "content file "
            + file
            + " has not the "
            + octets
            + " octets that the database tells; restore it from a copy");
  }

  private static CdsException full(Path root, IOException cause) {
    return new CdsException(
        Problem.of(
            ProblemCode.STORE_FULL, "content directory " + root + " is full; make room there"),
        cause);
  }

  private static CdsException failed(Path root, String why, IOException cause) {
    return new CdsException(
        Problem.of(ProblemCode.STORE_FAILED, "content directory " + root + ": " + why), cause);
  }
}
