package io.cds.store.jdbc.sql;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.sqlite.SQLiteDataSource;

/** A database file of our own. */
public final class SqliteFile {
  private SqliteFile() {}

  /** Opens it; creates it, for its owner alone, if it is not there. */
  public static Database open(Path file, Settings settings) {
    Path path = file.toAbsolutePath().normalize();
    create(path);
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + path);
    return new Database(source, true, path.toString(), new Sqlite(settings));
  }

  /** SQLite gives the files beside it (-wal, -shm) the same permissions. */
  private static void create(Path path) {
    try {
      Path folder = path.getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw Fault.failed("folder of " + path + " is not there; create it first");
      }
      boolean posix =
          Files.getFileAttributeView(
                  folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              != null;
      if (posix) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(path);
      }
    } catch (FileAlreadyExistsException e) {
      return; // another process, or an earlier run, has made it
    } catch (IOException e) {
      throw new CdsException(
          Problem.of(ProblemCode.STORE_FAILED, "database file " + path + " cannot be created"), e);
    }
  }
}
