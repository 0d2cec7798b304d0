package io.cds.testkit.simulation;

import io.cds.api.IncomingMessage;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What follows the faults: lines, clocks and machines are mended, people do what is left to do, and
 * everything is to come to rest in bounded time.
 */
final class Rest {
  private static final int MOST_ROUNDS = 40;
  private static final int SHORT_ROUNDS = 10;
  private static final int QUIET_ROUNDS = 2;
  private static final int MOST_TRIES = 3;
  private static final Duration SHORT = Duration.ofSeconds(70);
  private static final Duration LONG = Duration.ofHours(1);

  private final World world;
  private final Clerks clerks;

  Rest(World world, Clerks clerks) {
    this.world = world;
    this.clerks = clerks;
  }

  /** Lets it come to rest. @return whether it did */
  boolean come() {
    mend();
    int quiet = 0;
    for (int round = 0; round < MOST_ROUNDS && quiet < QUIET_ROUNDS; round++) {
      world.trace.next();
      quiet = round(round == 0 ? world.places() : concerned()) ? 0 : quiet + 1;
      world.clock.advance(round < SHORT_ROUNDS ? SHORT : LONG);
    }
    return quiet == QUIET_ROUNDS;
  }

  private void mend() {
    world.calm();
    world.trace.next();
    world.trace.say("lines, clocks and machines are mended");
    world.hub.start();
    for (Place place : world.places()) {
      place.cutOff(0);
      place.clock().skew(Duration.ZERO);
      place.start();
    }
    world.late.arrive(true);
  }

  /** Senders and recipients: the others have nothing to do. */
  private List<Place> concerned() {
    Set<PartyCode> parties = new HashSet<>();
    for (Sent message : world.ledger.sent()) {
      parties.add(message.from());
      parties.addAll(message.to());
    }
    return world.places().stream().filter(place -> parties.contains(place.party())).toList();
  }

  /** Everybody does what there is to do. @return whether there was anything */
  private boolean round(List<Place> who) {
    boolean busy = false;
    for (Place place : who) {
      busy |= clerks.transmit(place, false) || Remains.hasWork(place);
      for (IncomingMessage message : Clerks.unread(place)) {
        clerks.read(place, message);
        busy = true;
      }
    }
    for (Sent message : world.ledger.sent()) {
      busy |= tend(message);
    }
    return world.hub.tick() > 0 || busy;
  }

  /** A clerk looks after a message. @return whether it is not settled */
  private boolean tend(Sent message) {
    OutgoingStatus status =
        message
            .key()
            .flatMap(key -> world.place(message.from()).status(key))
            .orElse(OutgoingStatus.REJECTED);
    boolean fails = status == OutgoingStatus.READY || status == OutgoingStatus.SEND_FAIL;
    boolean again = fails && message.persevering() && message.triedAgain() <= MOST_TRIES;
    if (again && status == OutgoingStatus.READY) {
      clerks.encrypt(message);
    } else if (again) {
      clerks.resend(message);
    }
    return again || status == OutgoingStatus.PROCESSING || status == OutgoingStatus.SENT;
  }
}
