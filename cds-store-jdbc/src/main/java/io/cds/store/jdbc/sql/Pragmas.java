package io.cds.store.jdbc.sql;

/** What each connection of SQLite is told (sqlite.org/pragma.html). */
record Pragmas(Settings settings) {
  /** On a host's connection only what changes nothing else for the host. */
  void apply(Session session, boolean own) {
    session.execute("PRAGMA busy_timeout = " + settings.busyTimeout().toMillis());
    if (own) {
      session.execute("PRAGMA journal_mode = WAL");
      session.execute("PRAGMA foreign_keys = ON");
      settings.mostOctets().ifPresent(most -> limit(session, most));
    }
  }

  private static void limit(Session session, long most) {
    long page =
        session
            .first("PRAGMA page_size", row -> row.number("page_size"))
            .orElseThrow(() -> Fault.failed("SQLite told no page size"));
    session.execute("PRAGMA max_page_count = " + Math.max(1, most / page));
  }
}
