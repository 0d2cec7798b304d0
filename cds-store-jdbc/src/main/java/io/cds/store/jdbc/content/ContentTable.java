package io.cds.store.jdbc.content;

import io.cds.api.ContentRef;
import io.cds.api.store.ContentKey;
import io.cds.store.jdbc.sql.Row;
import io.cds.store.jdbc.sql.Session;
import io.cds.store.jdbc.table.Counters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code cds_content} and {@code cds_piece}: statements and nothing else. */
final class ContentTable {
  private static final String INSERT =
      """
      INSERT INTO cds_content (party, id, name, file, token, length, state, touched)
      VALUES (?, ?, ?, ?, ?, 0, 0, ?)
      """;
  private static final String WRITTEN =
      """
      UPDATE cds_content SET length = ?, touched = ?, state = ?, name = ?
      WHERE party = ? AND id = ? AND token = ? AND state = 0
      """;
  private static final String HELD = "SELECT party, id, file, token, length FROM cds_content";
  private static final String PIECE =
      """
      SELECT place, octets FROM cds_piece WHERE party = ? AND content = ? AND place <= ?
      ORDER BY place DESC LIMIT 1
      """;
  private static final String ORPHANS =
      """
      SELECT party, id FROM cds_content WHERE state IN (0, 1) AND touched <= ? ORDER BY touched
      """;
  private static final String PIECES = "FROM cds_piece WHERE party = ? AND content = ?";

  private ContentTable() {}

  static Optional<Held> unfinished(Session session, ContentKey key) {
    return session.first(
        HELD + " WHERE party = ? AND name = ?", ContentTable::held, key.party(), key.name());
  }

  static Optional<Held> find(Session session, ContentPlace place) {
    return session.first(
        HELD + " WHERE party = ? AND id = ?", ContentTable::held, place.party(), place.id());
  }

  private static Held held(Row row) {
    return new Held(
        place(row), row.optionalText("file"), row.number("token"), row.number("length"));
  }

  private static ContentPlace place(Row row) {
    return new ContentPlace(row.party("party"), row.number("id"));
  }

  /**
   * New content, without octets.
   *
   * @param file what its files' names begin with, if it lies in a directory
   */
  static Held create(Session session, ContentKey key, Optional<String> file, Chance chance) {
    long id = chance.after(Counters.next(session, key.party(), "cds_content"));
    long token = chance.token();
    session.update(INSERT, key.party(), id, key.name(), file, token, session.now());
    return new Held(new ContentPlace(key.party(), id), file, token, 0);
  }

  /** Gives it to another sink, cut to this length. */
  static void takeOver(Session session, ContentPlace place, long length, long token, Instant now) {
    session.update(
        "UPDATE cds_content SET token = ?, length = ?, touched = ? WHERE party = ? AND id = ?",
        token,
        length,
        now,
        place.party(),
        place.id());
  }

  /** Cuts its pieces. */
  static void cut(Session session, ContentPlace place, long length) {
    session.update(
        "DELETE FROM cds_piece WHERE party = ? AND content = ? AND place >= ?",
        place.party(),
        place.id(),
        length);
    session.update(
        """
        UPDATE cds_piece SET octets = substr(octets, 1, CAST(? - place AS INTEGER))
        WHERE party = ? AND content = ? AND place + length(octets) > ?
        """,
        length,
        place.party(),
        place.id(),
        length);
  }

  static void add(Session session, ContentPlace place, Piece piece) {
    session.update(
        "INSERT INTO cds_piece (party, content, place, octets) VALUES (?, ?, ?, ?)",
        place.party(),
        place.id(),
        piece.place(),
        piece.octets());
  }

  /** Notes what was written. @return false if this token may not write any more */
  static boolean written(
      Session session,
      ContentPlace place,
      long token,
      long length,
      Optional<ContentKey> unfinished,
      Instant now) {
    int state = unfinished.isPresent() ? ContentState.UNFINISHED : ContentState.FINISHED;
    return session.update(
            WRITTEN,
            length,
            now,
            state,
            unfinished.map(ContentKey::name),
            place.party(),
            place.id(),
            token)
        == 1;
  }

  /**
   * Its sink was closed: whoever takes over may go on in its file. @return false if this token is
   * no more
   */
  static boolean leave(Session session, ContentPlace place, long token) {
    return session.update(
            "UPDATE cds_content SET token = 0 WHERE party = ? AND id = ? AND token = ? AND state = 0",
            place.party(),
            place.id(),
            token)
        == 1;
  }

  /** It, if it is finished and not released. */
  static Optional<Held> readable(Session session, ContentPlace place, ContentRef ref) {
    return session
        .first(
            HELD + " WHERE party = ? AND id = ? AND state IN (1, 2)",
            ContentTable::held,
            place.party(),
            place.id())
        .filter(held -> held.length() == ref.length());
  }

  /** The piece that this octet lies in. */
  static Optional<Piece> piece(Session session, ContentPlace place, long octet) {
    return session.first(
        PIECE,
        row -> new Piece(row.number("place"), row.piece("octets")),
        place.party(),
        place.id(),
        octet);
  }

  static void state(Session session, ContentPlace place, int state) {
    session.update(
        "UPDATE cds_content SET state = ?, name = NULL WHERE party = ? AND id = ?",
        state,
        place.party(),
        place.id());
  }

  static List<ContentPlace> orphans(Session session, Instant last) {
    return session.list(ORPHANS, ContentTable::place, last);
  }

  static List<Held> released(Session session) {
    return session.list(HELD + " WHERE state = 3", ContentTable::held);
  }

  /** Whether content of this store lies in a directory. */
  static boolean inDirectory(Session session) {
    return session
        .first("SELECT 1 AS found FROM cds_content WHERE file IS NOT NULL LIMIT 1", row -> true)
        .isPresent();
  }

  /** Turns an orphan into released content, unless somebody touched it meanwhile. */
  static boolean releaseOrphan(Session session, ContentPlace place, Instant last) {
    return session.update(
            """
            UPDATE cds_content SET state = 3, name = NULL
            WHERE party = ? AND id = ? AND state IN (0, 1) AND touched <= ?
            """,
            place.party(),
            place.id(),
            last)
        == 1;
  }

  /** Removes some pieces. @return how many */
  static int removePieces(Session session, ContentPlace place, int most) {
    Optional<Long> rest =
        session.first(
            "SELECT place " + PIECES + " ORDER BY place LIMIT 1 OFFSET ?",
            row -> row.number("place"),
            place.party(),
            place.id(),
            most);
    return session.update(
        "DELETE " + PIECES + " AND place < coalesce(?, place + 1)",
        place.party(),
        place.id(),
        rest);
  }

  static void remove(Session session, ContentPlace place) {
    session.update("DELETE FROM cds_content WHERE party = ? AND id = ?", place.party(), place.id());
  }
}
