package io.cds.testkit.simulation;

import io.cds.api.Direction;
import io.cds.api.Event;
import io.cds.api.IncomingMessage;
import io.cds.api.MessageKey;
import io.cds.api.OutgoingMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether each history tells, without a gap, how a message came to the status that it has. */
final class Histories {
  private final World world;
  private final List<String> found = new ArrayList<>();

  Histories(World world) {
    this.world = world;
  }

  List<String> violations() {
    for (Place place : world.places()) {
      for (OutgoingMessage message : place.outgoing()) {
        follow(place, message.key(), Direction.OUTGOING, message.status().name());
      }
      for (IncomingMessage message : place.incoming()) {
        follow(place, message.key(), Direction.INCOMING, message.status().name());
      }
    }
    return found;
  }

  private void follow(Place place, MessageKey key, Direction direction, String status) {
    String name =
        world.ledger.of(key).map(Sent::toString).orElse("" + key) + " at " + place.party();
    Optional<String> now = Optional.empty();
    for (Event event : place.desk().history(key)) {
      if (event.direction() == direction && isMove(event)) {
        if (event.from().isPresent() && !event.from().equals(now)) {
          found.add(
              "history: %s was %s, and %s says that it was %s"
                  .formatted(name, now.orElse("nothing"), event.what(), event.from().get()));
        }
        now = event.to();
      }
    }
    if (!now.equals(Optional.of(status))) {
      found.add(
          "history: %s is %s, and its history ends at %s"
              .formatted(name, status, now.orElse("nothing")));
    }
  }

  /** Of the message itself: not of one delivery, nor what a receipt said. */
  private static boolean isMove(Event event) {
    return event.to().isPresent() && event.recipient().isEmpty();
  }
}
