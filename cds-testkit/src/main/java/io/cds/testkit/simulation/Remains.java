package io.cds.testkit.simulation;

import io.cds.api.PartyCode;
import io.cds.api.store.Store;
import io.cds.api.store.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether work is left that nobody does. */
final class Remains {
  private static final List<WorkKind> OF_CLIENTS =
      List.of(WorkKind.SEND, WorkKind.FETCH, WorkKind.POST);

  /** What became due after the last runs is nobody's fault. */
  private static final Duration LATELY = Duration.ofHours(3);

  private final World world;
  private final List<String> found = new ArrayList<>();

  Remains(World world) {
    this.world = world;
  }

  List<String> violations() {
    for (Place place : world.places()) {
      for (WorkKind kind : OF_CLIENTS) {
        due(place.store(), place.party(), kind)
            .ifPresent(at -> found.add(words(place.party().value(), place.party(), kind, at)));
      }
      due(place.store(), place.party(), WorkKind.EXPIRE)
          .filter(at -> at.isBefore(world.clock.instant().minus(LATELY)))
          .ifPresent(
              at -> found.add(words(place.party().value(), place.party(), WorkKind.EXPIRE, at)));
      due(world.hub.store(), place.party(), WorkKind.FAN_OUT)
          .ifPresent(at -> found.add(words("the hub", place.party(), WorkKind.FAN_OUT, at)));
    }
    return found;
  }

  /** Whether this party has something to hand over or to fetch, now or later. */
  static boolean hasWork(Place place) {
    return OF_CLIENTS.stream()
        .anyMatch(kind -> due(place.store(), place.party(), kind).isPresent());
  }

  private static Optional<Instant> due(Store store, PartyCode party, WorkKind kind) {
    return store.transact(tx -> tx.works().nextDue(party, kind));
  }

  private static String words(String where, PartyCode party, WorkKind kind, Instant at) {
    return "stuck work: %s has %s of %s, due at %s".formatted(where, kind, party, at);
  }
}
