package io.cds.store.jdbc.content;

import io.cds.store.jdbc.sql.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Files that no row tells: a crash of the machine may lose the row of a file, and a database that
 * was restored from an earlier day knows nothing of later ones.
 */
final class Strays {
  /** As many are enough for one call. */
  private static final int NAMES_PER_SWEEP = 1_000;

  private static final int FOLDERS = ContentDirectory.FOLDERS;

  private final Database database;
  private final ContentDirectory directory;
  private final AtomicInteger next;

  Strays(Database database, ContentDirectory directory) {
    this.database = database;
    this.directory = directory;
    // Not always at the first: a process may be gone before it comes to the last.
    this.next =
        new AtomicInteger(Integer.parseInt(database.read(s -> s.random()).substring(0, 2), 16));
  }

  /**
   * Removes some of those that nothing was written into since {@code last}, in the folders whose
   * turn it is. @return how many
   */
  int sweep(Instant last) {
    int first = next.get();
    int folders = 0;
    List<String> names = new ArrayList<>();
    while (folders < FOLDERS && names.size() < NAMES_PER_SWEEP) {
      names.addAll(directory.names((first + folders) % FOLDERS));
      folders++;
    }
    next.set((first + folders) % FOLDERS);
    if (names.isEmpty()) {
      return 0;
    }
    Set<String> told = told(first, first + folders);
    return (int)
        names.stream()
            .filter(name -> !told.contains(name) && directory.deleteIfOlder(name, last))
            .count();
  }

  /** Asked after the names were listed: a row is there before its file. */
  private Set<String> told(int first, int end) {
    Set<String> told = new HashSet<>(between(first, Math.min(end, FOLDERS)));
    if (end > FOLDERS) {
      told.addAll(between(0, end - FOLDERS));
    }
    return told;
  }

  /** Names begin with their folder; {@code g} comes after the last digit. */
  private Set<String> between(int first, int end) {
    String before = end == FOLDERS ? "g" : ContentDirectory.folder(end);
    return database.read(
        session -> FileTable.between(session, ContentDirectory.folder(first), before));
  }
}
