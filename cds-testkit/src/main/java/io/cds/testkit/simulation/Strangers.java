package io.cds.testkit.simulation;

import io.cds.api.IncomingMessage;
import io.cds.api.OutgoingMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether anything is there that nobody sent, or not to them. */
final class Strangers {
  private final World world;
  private final List<String> found = new ArrayList<>();

  Strangers(World world) {
    this.world = world;
  }

  List<String> violations() {
    for (Place place : world.places()) {
      place.outgoing().forEach(message -> outgoing(place, message));
      place.incoming().forEach(message -> incoming(place, message));
    }
    Map<String, Ledger.Taken> keys = new HashMap<>();
    for (Ledger.Taken taken : world.ledger.taken()) {
      taken(taken);
      Ledger.Taken other = keys.put(taken.by() + " " + taken.idempotencyKey(), taken);
      if (other != null && !other.message().equals(taken.message())) {
        found.add("one idempotency key for two messages at " + taken.by());
      }
    }
    return found;
  }

  private void outgoing(Place place, OutgoingMessage message) {
    if (world.ledger.of(message.key()).isEmpty()) {
      found.add(
          "nobody sent it: the desk of %s shows %s as %s, which nobody confirmed"
              .formatted(place.party(), message.key(), message.status()));
    }
  }

  private void incoming(Place place, IncomingMessage message) {
    Optional<Sent> sent = world.ledger.of(message.key());
    if (sent.filter(s -> s.to().contains(place.party())).isEmpty()) {
      found.add(
          "nobody sent it: the desk of %s shows %s as %s"
              .formatted(place.party(), message.key(), message.status()));
    }
  }

  private void taken(Ledger.Taken taken) {
    Optional<Sent> sent = world.ledger.of(taken.message());
    if (sent.filter(s -> s.to().contains(taken.by())).isEmpty()) {
      found.add(
          "nobody sent it: %s imported %s in step %d"
              .formatted(taken.by(), taken.message(), taken.step()));
    }
  }
}
