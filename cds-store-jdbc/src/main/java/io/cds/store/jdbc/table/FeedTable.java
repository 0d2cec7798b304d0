package io.cds.store.jdbc.table;

import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.store.FeedRow;
import io.cds.api.store.Feeds;
import io.cds.store.jdbc.sql.Row;
import io.cds.store.jdbc.sql.Transaction;
import java.util.List;

/** {@code cds_feed}. */
record FeedTable(Transaction transaction) implements Feeds {
  private static final String INSERT =
      "INSERT INTO cds_feed (party, sequence, sender, id, receipt, once) VALUES (?, ?, ?, ?, ?, ?)";
  private static final String AFTER =
      "SELECT * FROM cds_feed WHERE party = ? AND sequence > ? ORDER BY sequence LIMIT ?";
  private static final String HOLDS =
      """
      SELECT 1 AS found FROM cds_feed
      WHERE party = ? AND sender = ? AND id = ? AND receipt IS NULL LIMIT 1
      """;

  private static final String FORGET =
      "DELETE FROM cds_feed WHERE party = ? AND sender = ? AND id = ?";

  @Override
  public boolean append(FeedRow row, String once) {
    long sequence = Counters.next(transaction.session(), row.party(), "cds_feed");
    return transaction
        .session()
        .insert(
            INSERT,
            "party, once",
            row.party(),
            sequence,
            row.message().from(),
            row.message().id(),
            row.receipt().map(SignedReceipt::octets),
            once);
  }

  @Override
  public List<FeedRow> after(PartyCode party, long sequence, int most) {
    return transaction.session().list(AFTER, FeedTable::read, party, sequence, most);
  }

  @Override
  public void forget(PartyCode party, MessageKey message) {
    transaction.session().update(FORGET, party, message.from(), message.id());
  }

  private static FeedRow read(Row row) {
    return new FeedRow(
        row.party("party"),
        row.number("sequence"),
        row.message("sender", "id"),
        row.optionalOctets("receipt").map(SignedReceipt::new));
  }

  @Override
  public boolean holds(PartyCode party, MessageKey message) {
    return transaction
        .session()
        .first(HOLDS, row -> true, party, message.from(), message.id())
        .isPresent();
  }
}
