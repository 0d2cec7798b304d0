package io.cds.store.jdbc.table;

import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.RefusalCode;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.Receipts;
import io.cds.store.jdbc.sql.Row;
import io.cds.store.jdbc.sql.Transaction;
import java.util.List;

/** {@code cds_receipt}. */
record ReceiptTable(Transaction transaction) implements Receipts {
  private static final String INSERT =
      """
      INSERT INTO cds_receipt
        (party, sender, id, routing, signer, event, sequence, net, at, code, signed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String OF =
      "SELECT * FROM cds_receipt WHERE party = ? AND sender = ? AND id = ? ORDER BY sequence";

  private static final String FORGET =
      "DELETE FROM cds_receipt WHERE party = ? AND sender = ? AND id = ?";

  @Override
  public boolean insert(ReceiptRow row) {
    ReceiptText text = row.text();
    long sequence = Counters.next(transaction.session(), row.party(), "cds_receipt");
    return transaction
        .session()
        .insert(
            INSERT,
            "party, sender, id, routing, signer, event",
            row.party(),
            text.from(),
            text.id(),
            text.routing(),
            text.by(),
            text.event(),
            sequence,
            text.net(),
            text.at(),
            text.code(),
            row.signed().octets());
  }

  @Override
  public List<ReceiptRow> of(PartyCode party, MessageKey message) {
    return transaction.session().list(OF, ReceiptTable::read, party, message.from(), message.id());
  }

  @Override
  public void forget(PartyCode party, MessageKey message) {
    transaction.session().update(FORGET, party, message.from(), message.id());
  }

  private static ReceiptRow read(Row row) {
    MessageKey message = row.message("sender", "id");
    ReceiptText text =
        new ReceiptText(
            row.digest("net"),
            message.id(),
            message.from(),
            row.digest("routing"),
            row.constant(ReceiptEvent.class, "event"),
            row.instant("at"),
            row.party("signer"),
            row.where("code", r -> r.constant(RefusalCode.class, "code")));
    return new ReceiptRow(row.party("party"), text, new SignedReceipt(row.octets("signed")));
  }
}
