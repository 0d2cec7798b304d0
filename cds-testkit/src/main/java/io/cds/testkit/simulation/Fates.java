package io.cds.testkit.simulation;

import io.cds.api.Delivery;
import io.cds.api.IncomingMessage;
import io.cds.api.IncomingStatus;
import io.cds.api.MessageKey;
import io.cds.api.OutgoingMessage;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.envelope.ReceiptEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What became of each message at each recipient, by the ledger, against what the sender's desk
 * says.
 */
final class Fates {
  private static final List<OutgoingStatus> ADVANCE =
      List.of(
          OutgoingStatus.READY,
          OutgoingStatus.PROCESSING,
          OutgoingStatus.SEND_FAIL,
          OutgoingStatus.EXPIRED,
          OutgoingStatus.SENT,
          OutgoingStatus.RECEIVED);

  private final World world;
  private final List<String> found = new ArrayList<>();

  Fates(World world) {
    this.world = world;
  }

  List<String> violations() {
    for (Sent message : world.ledger.sent()) {
      message.key().ifPresent(key -> message(message, key));
    }
    return found;
  }

  private void message(Sent message, MessageKey key) {
    Optional<OutgoingMessage> shown = world.place(message.from()).desk().outgoing(key.id());
    if (shown.isEmpty()) {
      found.add("lost: " + message + " was confirmed, and its sender's desk does not know it");
      return;
    }
    OutgoingMessage row = shown.get();
    if (message.encrypted() && row.status() == OutgoingStatus.READY) {
      found.add("lost: " + message + " was encrypted, and its sender's desk shows it as READY");
    }
    for (PartyCode recipient : message.to()) {
      row.deliveries().stream()
          .filter(d -> d.recipient().equals(recipient))
          .findFirst()
          .ifPresentOrElse(
              delivery -> recipient(message, row, delivery),
              () -> found.add("lost: " + message + " has no delivery to " + recipient));
    }
    least(message, row);
  }

  private void least(Sent message, OutgoingMessage row) {
    OutgoingStatus least =
        row.deliveries().stream()
            .map(Delivery::status)
            .min(Comparator.comparingInt(ADVANCE::indexOf))
            .orElse(row.status());
    if (row.status() != least) {
      found.add(
          "wrong status: " + message + " is " + row.status() + ", its least delivery " + least);
    }
  }

  private void recipient(Sent message, OutgoingMessage row, Delivery delivery) {
    world.trace.count("deliveries: " + delivery.status());
    Place at = world.place(delivery.recipient());
    List<Ledger.Taken> taken = world.ledger.taken(at.party(), row.key());
    Optional<IncomingMessage> there = at.desk().incoming(row.key());
    String fate =
        "%s is %s for %s, which %s"
            .formatted(message, delivery.status(), at.party(), words(taken.size(), there));
    if (taken.size() > 1) {
      String steps = String.join(", ", taken.stream().map(t -> "" + t.step()).toList());
      found.add("imported twice: " + fate + ", in steps " + steps);
    }
    taken.stream()
        .filter(t -> !t.octets().equals(message.octets()))
        .forEach(t -> found.add("other octets: " + fate));
    if (there.isPresent() && (there.get().status() == IncomingStatus.IMPORTED) == taken.isEmpty()) {
      found.add("wrong status at the recipient: " + fate);
    }
    switch (delivery.status()) {
      case RECEIVED -> {
        if (taken.isEmpty()) {
          found.add("lost: " + fate);
        }
      }
      case SEND_FAIL, EXPIRED -> ended(row, delivery, taken, fate);
      case READY -> {
        if (!taken.isEmpty()) {
          found.add("wrong status: " + fate);
        }
      }
      default -> found.add("not at rest: " + fate);
    }
  }

  /** It ended visibly: with a reason, and not taken over, unless a .zip brought it there. */
  private void ended(
      OutgoingMessage row, Delivery delivery, List<Ledger.Taken> taken, String fate) {
    if (row.lastProblem().isEmpty() && delivery.refusal().isEmpty()) {
      found.add("silent: " + fate + ", and no reason is told");
    }
    boolean byZip = row.exported() && !accepted(row.key());
    if (!taken.isEmpty() && !byZip) {
      found.add("wrong status: " + fate);
    }
  }

  private boolean accepted(MessageKey key) {
    return world
        .place(key.from())
        .store()
        .transact(tx -> tx.receipts().of(key.from(), key))
        .stream()
        .anyMatch(receipt -> receipt.text().event() == ReceiptEvent.ACCEPTED);
  }

  private static String words(int taken, Optional<IncomingMessage> there) {
    String row = there.map(m -> "shows it as " + m.status()).orElse("does not know it");
    return row + " and imported it " + (taken == 1 ? "once" : taken + " times");
  }
}
