package io.cds.store.jdbc.table;

import io.cds.api.Direction;
import io.cds.api.Event;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.store.Events;
import io.cds.store.jdbc.sql.Row;
import io.cds.store.jdbc.sql.Transaction;
import java.util.List;

/** {@code cds_event}. */
record EventTable(Transaction transaction) implements Events {
  private static final String INSERT =
      """
      INSERT INTO cds_event
        (party, sequence, at, direction, sender, id, what, recipient, status_from, status_to,
         actor, problem_code, problem_detail)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String OF =
      "SELECT * FROM cds_event WHERE party = ? AND sender = ? AND id = ? ORDER BY sequence";
  private static final String AFTER =
      "SELECT * FROM cds_event WHERE party = ? AND sequence > ? ORDER BY sequence LIMIT ?";

  @Override
  public void append(PartyCode party, Event event) {
    long sequence = Counters.next(transaction.session(), party, "cds_event");
    List<Object> values =
        Columns.join(
            List.of(
                party,
                sequence,
                event.at(),
                event.direction(),
                event.message().from(),
                event.message().id(),
                event.what(),
                event.recipient(),
                event.from(),
                event.to()),
            List.of(event.actor()),
            Problems.values(event.problem()));
    transaction.session().update(INSERT, values.toArray());
  }

  @Override
  public List<Event> of(PartyCode party, MessageKey message) {
    return transaction.session().list(OF, EventTable::read, party, message.from(), message.id());
  }

  @Override
  public List<Event> after(PartyCode party, long sequence, int most) {
    return transaction.session().list(AFTER, EventTable::read, party, sequence, most);
  }

  private static Event read(Row row) {
    return new Event(
        row.number("sequence"),
        row.instant("at"),
        row.constant(Direction.class, "direction"),
        row.message("sender", "id"),
        row.text("what"),
        row.where("recipient", r -> r.party("recipient")),
        row.optionalText("status_from"),
        row.optionalText("status_to"),
        row.text("actor"),
        Problems.read(row));
  }
}
