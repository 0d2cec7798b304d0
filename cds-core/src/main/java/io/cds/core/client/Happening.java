package io.cds.core.client;

import io.cds.api.Direction;
import io.cds.api.Event;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.store.StoreTransaction;
import java.util.Optional;

/** An event on its way into the history. */
record Happening(
    Direction direction,
    MessageKey message,
    String what,
    Optional<PartyCode> recipient,
    Optional<String> from,
    Optional<String> to,
    String actor,
    Optional<Problem> problem) {
  /** The actor of unattended work. */
  static final String UNATTENDED = "-";

  static Happening outgoing(MessageKey message, String what, String actor) {
    return of(Direction.OUTGOING, message, what, actor);
  }

  static Happening incoming(MessageKey message, String what, String actor) {
    return of(Direction.INCOMING, message, what, actor);
  }

  private static Happening of(Direction direction, MessageKey message, String what, String actor) {
    return new Happening(
        direction,
        message,
        what,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        actor,
        Optional.empty());
  }

  Happening about(PartyCode party) {
    return new Happening(direction, message, what, Optional.of(party), from, to, actor, problem);
  }

  Happening became(Enum<?> status) {
    return new Happening(
        direction, message, what, recipient, from, Optional.of(status.name()), actor, problem);
  }

  Happening moved(Enum<?> before, Enum<?> after) {
    return new Happening(
        direction,
        message,
        what,
        recipient,
        Optional.of(before.name()),
        Optional.of(after.name()),
        actor,
        problem);
  }

  Happening because(Problem why) {
    return new Happening(direction, message, what, recipient, from, to, actor, Optional.of(why));
  }

  /** Writes it into the history of this party, in this transaction. */
  void write(StoreTransaction tx, PartyCode party) {
    tx.events()
        .append(
            party,
            new Event(0, tx.now(), direction, message, what, recipient, from, to, actor, problem));
  }
}
