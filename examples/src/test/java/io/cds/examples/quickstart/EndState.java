package io.cds.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Looks at what a completed run left, with plain SQL and the octets of the files, and without the
 * library: one message that was imported once and answered once. DELIVERED is not asked for: OPENED
 * implies it, and takes its place when both fall in one run.
 */
final class EndState {
  private final Folders folders;
  private final List<String> faults = new ArrayList<>();

  private EndState(Folders folders) {
    this.folders = folders;
  }

  /** What is not as it should be after the first run in these folders; empty if all is. */
  static List<String> faults(Folders folders) throws IOException, SQLException {
    EndState state = new EndState(folders);
    state.school();
    state.authority();
    state.hub();
    state.files();
    return state.faults;
  }

  private void school() throws SQLException {
    try (Connection db = open(folders.state(Parts.SCHOOL).resolve("cds.sqlite"))) {
      expect(db, "1 RECEIVED", "select count(*) || ' ' || max(status) from cds_outgoing");
      expect(db, "EDB RECEIVED", "select recipient || ' ' || status from cds_delivery");
      expect(db, "EDB IMPORTED", "select sender || ' ' || status from cds_incoming");
      expect(
          db,
          "EDB OPENED, HUB ACCEPTED",
          "select group_concat(word, ', ') from (select signer || ' ' || event as word"
              + " from cds_receipt where sender = '010300' and event <> 'DELIVERED' order by 1)");
      expect(db, "1", "select count(*) from cds_event where what = 'IMPORTED'");
      expect(
          db,
          "1",
          "select count(*) from cds_event where status_to = 'RECEIVED' and recipient is null");
    }
  }

  private void authority() throws SQLException {
    try (Connection db = open(folders.state(Parts.AUTHORITY).resolve("cds.sqlite"))) {
      expect(db, "1", "select count(*) from form_a_import");
      expect(db, "010300 IMPORTED", "select sender || ' ' || status from cds_incoming");
      expect(db, "1", "select count(*) from cds_event where what = 'IMPORTED'");
      expect(db, "1", "select count(*) from cds_outgoing where status in ('SENT', 'RECEIVED')");
      expect(db, "1", "select count(*) from cds_outgoing");
      expect(
          db,
          "EDB OPENED, HUB ACCEPTED",
          "select group_concat(word, ', ') from (select signer || ' ' || event as word"
              + " from cds_receipt where sender = '010300' and event <> 'DELIVERED' order by 1)");
    }
  }

  private void hub() throws SQLException {
    try (Connection db = open(folders.state(Parts.HUB).resolve("hub.sqlite"))) {
      expect(
          db,
          "010300, EDB",
          "select group_concat(party, ', ') from (select party from cds_hub_message"
              + " where content is not null order by 1)");
      expect(
          db,
          "010300, EDB",
          "select group_concat(party, ', ') from (select party from cds_feed"
              + " where receipt is null order by 1)");
      expect(db, "2", "select count(*) from cds_receipt where event = 'ACCEPTED'");
    }
  }

  private void files() throws IOException {
    SortedSet<String> sent = names(folders.in());
    SortedSet<String> imported = names(folders.out());
    if (sent.isEmpty() || !sent.equals(imported)) {
      faults.add("files sent " + sent + " and imported " + imported);
      return;
    }
    for (String name : sent) {
      if (Files.mismatch(folders.in().resolve(name), folders.out().resolve(name)) >= 0) {
        faults.add("file [" + name + "] is not the same at the far end");
      }
    }
    SortedSet<String> rest = names(folders.root());
    if (!rest.equals(new TreeSet<>(List.of("export.zip")))) {
      faults.add("files in the folder are " + rest + ", expected [export.zip] alone");
    }
  }

  private static SortedSet<String> names(Path folder) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Path file : Folders.files(folder)) {
      names.add(file.getFileName().toString());
    }
    return names;
  }

  private Connection open(Path file) throws SQLException {
    Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
    expect(db, "ok", "pragma integrity_check");
    expect(db, "0", "select count(*) from pragma_foreign_key_check");
    return db;
  }

  /** The one value of a query, all rows of it side by side. */
  private void expect(Connection db, String expected, String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = db.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(String.valueOf(rows.getString(1)));
      }
    }
    if (!found.equals(List.of(expected))) {
      faults.add("[" + query + "] gives " + found + ", expected [" + expected + "]");
    }
  }
}
