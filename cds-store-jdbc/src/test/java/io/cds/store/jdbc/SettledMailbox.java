package io.cds.store.jdbc;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * A mailbox of settled messages, loaded by SQL: half of them sent, half of them received, with
 * deliveries, receipts, histories, bound content, and what a hub keeps of as many.
 *
 * <p>Message n of a party has the id {@link #id}; all belong to {@link #PARTY}.
 */
final class SettledMailbox {
  static final PartyCode PARTY = PartyCode.of("010300");
  static final PartyCode OTHER = PartyCode.of("EDB");

  private static final String NUMBERS =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) ";
  private static final String ID =
      "'0190e5a4-2f00-7000-8000-' || substr(CAST(1000000000000 + i AS TEXT), 2)";
  private static final String DIGEST =
      "substr(CAST(1000000000000 + i AS TEXT), 2) || '" + "0".repeat(52) + "'";
  private static final String HEAD = "{octets 200}, NULL, {octets 600}";
  private static final String CLEAR =
      "'STUDENT', 'FORM-A', 'NORMAL', 'RESTRICTED', NULL, NULL, NULL";

  private static final List<String> ROWS =
      List.of(
          """
          INSERT INTO cds_outgoing (party, id, sequence, status, owner, created_at, test,
            time_to_live, subject_code, type_code, priority, level, reply_deadline,
            reply_to_sender, reply_to_id, details, parts, seal, head_routing, head_mldsa,
            head_manifest, routing, content, content_length, expires, attempts, exported, version)
          {numbers} SELECT '010300', {id}, i, 'RECEIVED', 'clerk', 1788249600000 + i, 0, 1000, {clear},
            {octets 200}, '', 1, {head}, {digest}, '010300:' || i, 10, 1788249600000 + i, 1, 0, 3 FROM n
          """,
          """
          INSERT INTO cds_delivery (party, id, recipient, role, status, version)
          {numbers} SELECT '010300', {id}, 'EDB', 'ORIGINAL', 'RECEIVED', 2 FROM n
          """,
          """
          INSERT INTO cds_incoming (party, sender, id, sequence, role, status, head_routing,
            head_mldsa, head_manifest, routing, content, content_length, arrived_at, test,
            subject_code, type_code, priority, level, reply_deadline, reply_to_sender,
            reply_to_id, details, parts, version)
          {numbers} SELECT '010300', 'EDB', {id}, i, 'ORIGINAL', 'IMPORTED', {head}, {digest},
            '010300:' || i, 10, 1788249600000 + i, 0, {clear}, {octets 200}, '', 3 FROM n
          """,
          """
          INSERT INTO cds_receipt (party, sender, id, routing, signer, event, sequence, net, at,
            signed)
          {numbers} SELECT '010300', '010300', {id}, {digest}, 'EDB', 'DELIVERED', i, {digest},
            1788249600000 + i, {octets 300} FROM n
          """,
          """
          INSERT INTO cds_event (party, sequence, at, direction, sender, id, what, actor)
          {numbers} SELECT '010300', i, 1788249600000 + i, 'OUTGOING', '010300', {id}, 'STATUS',
            'clerk' FROM n
          """,
          """
          INSERT INTO cds_work (party, kind, name, due, sequence, token, attempts)
          {numbers} SELECT CASE WHEN i % 10 = 0 THEN '010300' ELSE 'P' || i END,
            CASE WHEN i % 4 < 2 THEN 'FORGET' ELSE 'EXPIRE' END, 'm' || i, 4000000000000 + i, i, 0, 0
          FROM n
          """,
          """
          INSERT INTO cds_work (party, kind, name, due, sequence, token, attempts)
          {numbers} SELECT 'P' || i, 'SEND', 'late' || i, 1788249600000 - i, i, 0, 0 FROM n
          """,
          """
          INSERT INTO cds_hub_message (party, id, head_routing, head_mldsa, head_manifest, routing,
            expires, staging_party, staging_name, content, content_length, version)
          {numbers} SELECT '010300', {id}, {head}, {digest}, 4000000000000, '010300', 'm' || i,
            '010300:' || i, 10, 1 FROM n
          """,
          """
          INSERT INTO cds_feed (party, sequence, sender, id, once)
          {numbers} SELECT '010300', i, 'EDB', {id}, 'm' || i FROM n
          """,
          """
          INSERT INTO cds_content (party, id, name, file, token, length, state, touched)
          {numbers} SELECT '010300', i, NULL, NULL, i, 10, 2, 1788249600000 + i FROM n
          """,
          """
          INSERT INTO cds_piece (party, content, place, octets)
          {numbers} SELECT '010300', i, 0, {octets 10} FROM n
          """,
          """
          INSERT INTO cds_key (owner, digest, party, key_use, state, certificate, not_before,
            not_after)
          {numbers} SELECT '010300', {digest}, 'P' || i, 'SIGN', 'ACTIVE', {octets 600}, 0,
            4000000000000 FROM n
          """,
          """
          INSERT INTO cds_party (owner, party, name, chinese_name, counter, until, version)
          {numbers} SELECT '010300', 'P' || i, 'Party', '機構', 1, 4000000000000, 0 FROM n
          """,
          """
          INSERT INTO cds_counter (party, name, value)
          WITH names(name) AS (VALUES ('cds_outgoing'), ('cds_incoming'), ('cds_receipt'),
            ('cds_event'), ('cds_work'), ('cds_feed'), ('cds_content'), ('sink'))
          SELECT '010300', name, {count} FROM names
          """);

  private SettledMailbox() {}

  /** The id of the n-th message. */
  static MessageId id(int n) {
    return MessageId.of("0190e5a4-2f00-7000-8000-%012d".formatted(n));
  }

  /** The n-th message that was sent. */
  static MessageKey sent(int n) {
    return new MessageKey(PARTY, id(n));
  }

  /** The n-th message that was received. */
  static MessageKey received(int n) {
    return new MessageKey(OTHER, id(n));
  }

  /**
   * Loads so many rows into each table of an empty store.
   *
   * @param octets a value of {@code $1} octets, in the words of the database
   */
  static void load(DataSource source, String octets, int messages) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        for (String rows : ROWS) {
          statement.executeUpdate(words(rows, octets, messages));
        }
      }
      connection.commit();
      connection.setAutoCommit(true);
      if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
        analyze(connection);
      }
    }
  }

  /** As PostgreSQL does by itself a minute later; SQLite never does. */
  private static void analyze(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE");
    }
  }

  private static String words(String rows, String octets, int messages) {
    return rows.replace("{numbers}", NUMBERS)
        .replace("{id}", ID)
        .replace("{clear}", CLEAR)
        .replace("{head}", HEAD)
        .replace("{digest}", DIGEST)
        .replaceAll("\\{octets (\\d+)}", octets)
        .replace("{count}", Integer.toString(messages));
  }
}
