package io.cds.api.store;

import io.cds.api.Event;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import java.util.List;

/** Events: append only. */
public interface Events {
  /** Appends; the store gives the sequence (the one in {@code event} is ignored). */
  void append(PartyCode party, Event event);

  /** Of one message, oldest first. */
  List<Event> of(PartyCode party, MessageKey message);

  /** Of all messages, oldest first, after this sequence; sequences are positive. */
  List<Event> after(PartyCode party, long sequence, int most);
}
