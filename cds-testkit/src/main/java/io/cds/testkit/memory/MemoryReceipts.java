package io.cds.testkit.memory;

import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.Receipts;
import java.util.List;

/** Receipts. */
record MemoryReceipts(Tables tables, Journal journal) implements Receipts {
  @Override
  public boolean insert(ReceiptRow row) {
    Tables.ReceiptKey key =
        new Tables.ReceiptKey(
            row.party(),
            row.text().key(),
            row.text().routing(),
            row.text().by(),
            row.text().event());
    if (tables.receipts.find(journal, key).isPresent()) {
      return false;
    }
    tables.receipts.put(journal, key, row);
    tables.receiptsOf.append(journal, new PartyMessage(row.party(), row.text().key()), row);
    return true;
  }

  @Override
  public void forget(PartyCode party, MessageKey message) {
    tables.receiptsOf.removeIf(journal, new PartyMessage(party, message), row -> true);
    tables.receipts.all(journal).keySet().stream()
        .filter(key -> key.party().equals(party) && key.message().equals(message))
        .forEach(key -> tables.receipts.remove(journal, key));
  }

  @Override
  public List<ReceiptRow> of(PartyCode party, MessageKey message) {
    return tables.receiptsOf.all(journal, new PartyMessage(party, message));
  }
}
