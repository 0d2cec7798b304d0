package io.cds.testkit.memory;

import io.cds.api.Event;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.store.Events;
import io.cds.api.store.PartyMessage;
import java.util.List;

/** Events. */
record MemoryEvents(Tables tables, Journal journal) implements Events {
  @Override
  public void append(PartyCode party, Event e) {
    Event numbered =
        new Event(
            tables.events.next(journal, party),
            e.at(),
            e.direction(),
            e.message(),
            e.what(),
            e.recipient(),
            e.from(),
            e.to(),
            e.actor(),
            e.problem());
    tables.events.append(journal, party, numbered);
    tables.eventsOf.append(journal, new PartyMessage(party, e.message()), numbered);
  }

  @Override
  public List<Event> of(PartyCode party, MessageKey message) {
    return tables.eventsOf.all(journal, new PartyMessage(party, message));
  }

  @Override
  public List<Event> after(PartyCode party, long sequence, int most) {
    return tables.events.after(journal, party, sequence, most);
  }
}
