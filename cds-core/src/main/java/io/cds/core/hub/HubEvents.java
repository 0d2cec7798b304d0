package io.cds.core.hub;

import io.cds.api.Direction;
import io.cds.api.Event;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.store.StoreTransaction;
import java.util.Optional;

/** The history that the hub writes, in the transaction of what it tells. */
final class HubEvents {
  private HubEvents() {}

  /** The hub decided about a message of this sender. */
  static void decided(
      StoreTransaction tx, MessageKey message, String status, Optional<Problem> problem) {
    append(tx, message.from(), Direction.OUTGOING, message, status, Optional.of(status), problem);
  }

  /** A whole content was not the signed one and was dropped. */
  static void dropped(StoreTransaction tx, MessageKey message, Problem problem) {
    append(
        tx,
        message.from(),
        Direction.OUTGOING,
        message,
        "CONTENT_DROPPED",
        Optional.empty(),
        Optional.of(problem));
  }

  /** Its time was over; the hub keeps the history and nothing else of it. */
  static void forgotten(StoreTransaction tx, MessageKey message) {
    append(
        tx,
        message.from(),
        Direction.OUTGOING,
        message,
        "FORGOTTEN",
        Optional.empty(),
        Optional.empty());
  }

  /** A message waits for this recipient. */
  static void waiting(StoreTransaction tx, PartyCode recipient, MessageKey message) {
    append(
        tx,
        recipient,
        Direction.INCOMING,
        message,
        "WAITING",
        Optional.of("WAITING"),
        Optional.empty());
  }

  /** This recipient testified about a message. */
  static void testified(
      StoreTransaction tx, PartyCode recipient, MessageKey message, String testimony) {
    append(
        tx,
        recipient,
        Direction.INCOMING,
        message,
        "RECEIPT",
        Optional.of(testimony),
        Optional.empty());
  }

  /** What a recipient testified came back to the sender. */
  static void returned(
      StoreTransaction tx, MessageKey message, PartyCode recipient, String testimony) {
    tx.events()
        .append(
            message.from(),
            new Event(
                0,
                tx.now(),
                Direction.OUTGOING,
                message,
                "RECEIPT",
                Optional.of(recipient),
                Optional.empty(),
                Optional.of(testimony),
                "-",
                Optional.empty()));
  }

  private static void append(
      StoreTransaction tx,
      PartyCode party,
      Direction direction,
      MessageKey message,
      String what,
      Optional<String> to,
      Optional<Problem> problem) {
    tx.events()
        .append(
            party,
            new Event(
                0,
                tx.now(),
                direction,
                message,
                what,
                Optional.empty(),
                Optional.empty(),
                to,
                "-",
                problem));
  }
}
