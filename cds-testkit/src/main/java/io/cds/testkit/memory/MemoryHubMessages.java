package io.cds.testkit.memory;

import io.cds.api.store.HubMessageRow;
import io.cds.api.store.HubMessages;
import io.cds.api.store.PartyMessage;

/** Messages at the hub. */
final class MemoryHubMessages extends VersionedRows<PartyMessage, HubMessageRow>
    implements HubMessages {
  private static final Form<PartyMessage, HubMessageRow> FORM =
      new Form<>(
          "hub_message",
          row -> new PartyMessage(row.party(), row.key()),
          HubMessageRow::version,
          NextVersion::of);

  MemoryHubMessages(Tables tables, Journal journal) {
    super(tables.hubMessages, journal, FORM);
  }

  @Override
  public void delete(PartyMessage key) {
    table.remove(journal, key);
  }
}
