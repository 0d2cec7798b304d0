package io.cds.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Looks at what a completed run left, with plain SQL and the octets of the files, and without the
 * library: the message that was acknowledged, imported once and answered once, with receipts that
 * verify. DELIVERED is not asked for: OPENED implies it, and takes its place when both fall in one
 * run. A fault begins with what it is: LOST, TWICE or WRONG.
 */
final class EndState {
  private final Folders folders;
  private final Ledger ledger;
  private final List<String> faults = new ArrayList<>();

  private EndState(Folders folders, Ledger ledger) {
    this.folders = folders;
    this.ledger = ledger;
  }

  /**
   * What is not as it should be after the first run in these folders; empty if all is.
   *
   * @param ledger what was acknowledged meanwhile
   * @param exports files that the run leaves beside its folders
   */
  static List<String> faults(Folders folders, Ledger ledger, Set<String> exports)
      throws IOException, SQLException, GeneralSecurityException {
    EndState state = new EndState(folders, ledger);
    state.acknowledged();
    state.school();
    state.authority();
    state.hub();
    state.receipts();
    state.files(exports);
    return state.faults;
  }

  /** What was acknowledged is what is there, everywhere: nothing else took its place. */
  private void acknowledged() throws SQLException {
    if (ledger.messages().size() != 1 || ledger.replies().size() != 1) {
      faults.add(
          "LOST of what was acknowledged: messages "
              + ledger.messages()
              + ", answers "
              + ledger.replies()
              + "; expected one each");
      return;
    }
    String message = ledger.messages().iterator().next();
    String reply = ledger.replies().iterator().next();
    String ours = "from cds_outgoing where status = 'RECEIVED' and id = ";
    try (Connection school = open(folders.state(Parts.SCHOOL).resolve("cds.sqlite"));
        Connection authority = open(folders.state(Parts.AUTHORITY).resolve("cds.sqlite"));
        Connection hub = open(folders.state(Parts.HUB).resolve("hub.sqlite"))) {
      once(school, ours + quoted(message));
      once(school, "from cds_incoming where status = 'IMPORTED' and id = " + quoted(reply));
      once(authority, "from cds_outgoing where id = " + quoted(reply));
      once(authority, "from cds_incoming where status = 'IMPORTED' and id = " + quoted(message));
      once(authority, "from form_a_import where message like " + quoted("%" + message));
      for (String id : List.of(message, reply)) {
        once(hub, "from cds_hub_message where content is not null and id = " + quoted(id));
        once(hub, "from cds_feed where receipt is null and id = " + quoted(id));
        once(hub, "from cds_receipt where event = 'ACCEPTED' and id = " + quoted(id));
      }
    }
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }

  private void once(Connection db, String rows) throws SQLException {
    try (Statement statement = db.createStatement();
        ResultSet row = statement.executeQuery("select count(*) " + rows)) {
      row.next();
      int found = row.getInt(1);
      if (found != 1) {
        faults.add((found == 0 ? "LOST" : "TWICE") + " [" + found + "] rows " + rows);
      }
    }
  }

  private void receipts() throws IOException, SQLException, GeneralSecurityException {
    try (Connection school = open(folders.state(Parts.SCHOOL).resolve("cds.sqlite"));
        Connection authority = open(folders.state(Parts.AUTHORITY).resolve("cds.sqlite"));
        Connection hub = open(folders.state(Parts.HUB).resolve("hub.sqlite"))) {
      ReceiptCheck check = new ReceiptCheck(folders.keys(), hub);
      for (Connection database : List.of(school, authority, hub)) {
        faults.addAll(check.faults(database));
      }
    }
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

  private void files(Set<String> exports) throws IOException {
    SortedSet<String> sent = names(folders.in());
    SortedSet<String> imported = names(folders.out());
    if (sent.isEmpty() || !sent.equals(imported)) {
      faults.add("WRONG files sent " + sent + " and imported " + imported);
      return;
    }
    for (String name : sent) {
      if (Files.mismatch(folders.in().resolve(name), folders.out().resolve(name)) >= 0) {
        faults.add("WRONG file [" + name + "] is not the same at the far end");
      }
    }
    SortedSet<String> rest = names(folders.root());
    if (!rest.equals(exports)) {
      faults.add("WRONG files in the folder are " + rest + ", expected " + exports);
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
      faults.add("WRONG [" + query + "] gives " + found + ", expected [" + expected + "]");
    }
  }
}
