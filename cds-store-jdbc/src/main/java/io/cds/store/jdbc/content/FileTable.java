package io.cds.store.jdbc.content;

import io.cds.api.store.ContentKey;
import io.cds.store.jdbc.sql.Row;
import io.cds.store.jdbc.sql.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code cds_file}: statements and nothing else. */
final class FileTable {
  private static final String OF =
      "SELECT place, token FROM cds_file WHERE party = ? AND content = ? ORDER BY place";
  private static final String OF_WRITER =
      """
      SELECT f.place AS place, f.token AS token FROM cds_content c
      JOIN cds_file f ON f.party = c.party AND f.content = c.id
      WHERE c.party = ? AND c.name = ? AND c.id = ? AND c.token = ? ORDER BY f.place
      """;
  private static final String BETWEEN =
      """
      SELECT c.file AS file, f.token AS token FROM cds_content c
      JOIN cds_file f ON f.party = c.party AND f.content = c.id
      WHERE c.file >= ? AND c.file < ?
      """;

  private FileTable() {}

  /** From which octet on the file of this token is read. */
  record Start(long place, long token) {}

  private static Start start(Row row) {
    return new Start(row.number("place"), row.number("token"));
  }

  static List<Start> of(Session session, ContentPlace place) {
    return session.list(OF, FileTable::start, place.party(), place.id());
  }

  /** The same, none if the sink of this token may not write any more. */
  static List<Start> ofWriter(Session session, ContentKey key, ContentPlace place, long token) {
    return session.list(OF_WRITER, FileTable::start, key.party(), key.name(), place.id(), token);
  }

  /** Names of files, from those that begin with {@code from} to those before {@code end}. */
  static Set<String> between(Session session, String from, String end) {
    return new HashSet<>(
        session.list(
            BETWEEN, row -> Stretch.name(row.text("file"), row.number("token")), from, end));
  }

  static void add(Session session, ContentPlace place, long octet, long token) {
    session.update(
        "INSERT INTO cds_file (party, content, place, token) VALUES (?, ?, ?, ?)",
        place.party(),
        place.id(),
        octet,
        token);
  }

  /** Removes those that begin at this octet or behind it. */
  static void removeFrom(Session session, ContentPlace place, long octet) {
    session.update(
        "DELETE FROM cds_file WHERE party = ? AND content = ? AND place >= ?",
        place.party(),
        place.id(),
        octet);
  }
}
