package io.cds.testkit.memory;

import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.store.FeedRow;
import io.cds.api.store.Feeds;
import io.cds.api.store.PartyMessage;
import java.util.List;

/** What waits for each party. */
record MemoryFeeds(Tables tables, Journal journal) implements Feeds {
  @Override
  public boolean append(FeedRow row, String once) {
    Tables.OnceKey key = new Tables.OnceKey(row.party(), once);
    if (tables.fedOnce.find(journal, key).isPresent()) {
      return false;
    }
    tables.fedOnce.put(journal, key, row.message());
    long sequence = tables.feeds.next(journal, row.party());
    tables.feeds.append(
        journal, row.party(), new FeedRow(row.party(), sequence, row.message(), row.receipt()));
    if (row.receipt().isEmpty()) {
      tables.fedEnvelopes.put(journal, new PartyMessage(row.party(), row.message()), true);
    }
    return true;
  }

  @Override
  public List<FeedRow> after(PartyCode party, long sequence, int most) {
    return tables.feeds.after(journal, party, sequence, most);
  }

  @Override
  public void forget(PartyCode party, MessageKey message) {
    tables.feeds.removeIf(journal, party, row -> row.message().equals(message));
    tables.fedEnvelopes.remove(journal, new PartyMessage(party, message));
    tables.fedOnce.all(journal).entrySet().stream()
        .filter(once -> once.getKey().party().equals(party) && once.getValue().equals(message))
        .forEach(once -> tables.fedOnce.remove(journal, once.getKey()));
  }

  @Override
  public boolean holds(PartyCode party, MessageKey message) {
    return tables.fedEnvelopes.find(journal, new PartyMessage(party, message)).isPresent();
  }
}
