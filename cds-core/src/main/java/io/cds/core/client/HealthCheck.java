package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.Health;
import io.cds.api.Health.Finding;
import io.cds.api.Health.Part;
import io.cds.api.KeyUse;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Watch;
import io.cds.api.spi.Transport;
import io.cds.core.Trials;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at each part apart; that one works is never concluded from another (L24). */
final class HealthCheck {
  private static final List<KeyUse> PERSONS = List.of(KeyUse.SIGN, KeyUse.OPEN);

  /** In this order a call meets them; the last needs keys and store as well. */
  private static final List<Part> WAY = List.of(Part.HUB, Part.CLOCK, Part.REGISTRATION);

  private final ClientContext context;
  private final HubTie tie;
  private final OwnKeys keys;
  private final DirectoryRefresh directory;

  HealthCheck(ClientContext context, HubTie tie, OwnKeys keys, DirectoryRefresh directory) {
    this.context = context;
    this.tie = tie;
    this.keys = keys;
    this.directory = directory;
  }

  Health look(Watch watch) {
    Instant now = context.now();
    Map<Part, Finding> found = new EnumMap<>(Part.class);
    here(found, now);
    Optional<Problem> stop = way(watch);
    WAY.forEach(part -> found.putIfAbsent(part, on(part, stop)));
    return new Health(now, List.copyOf(found.values()));
  }

  /** What is told without the hub. */
  private void here(Map<Part, Finding> found, Instant now) {
    Optional<Problem> store = Trials.store(context.store(), context.party(), context.random());
    if (store.isPresent()) {
      found.put(Part.STORE, Finding.failed(Part.STORE, store.get()));
      found.put(Part.KEY, Finding.unknown(Part.KEY, store.get()));
      found.put(Part.REGISTRATION, Finding.unknown(Part.REGISTRATION, store.get()));
      return;
    }
    found.put(Part.STORE, Finding.good(Part.STORE));
    if (!tie.registered()) {
      Problem none = Problem.of(ProblemCode.NOT_REGISTERED, context.party().value());
      found.put(Part.KEY, Finding.unknown(Part.KEY, none));
      found.put(Part.REGISTRATION, Finding.failed(Part.REGISTRATION, none));
      return;
    }
    Optional<Problem> key = tried(() -> useKeys(now));
    found.put(Part.KEY, key.map(why -> of(Part.KEY, why)).orElse(Finding.good(Part.KEY)));
    key.filter(why -> partOf(why) == Part.CLOCK)
        .ifPresent(why -> found.put(Part.CLOCK, Finding.failed(Part.CLOCK, why)));
  }

  /** All keys count now, and what works unattended is unlocked. */
  private void useKeys(Instant now) {
    PERSONS.forEach(use -> current(use, now));
    context.vault().check(current(KeyUse.TRANSMIT, now).key().ref(), context.unattended());
    Trials.atRest(context.atRest());
  }

  private OwnKeys.Held current(KeyUse use, Instant now) {
    return keys.current(use, now).orElseThrow(() -> new CdsException(keys.missing(use, now)));
  }

  /** What stops a call on its way to the hub and back. */
  private Optional<Problem> way(Watch watch) {
    return tried(
        () -> {
          for (Transport.Link link : context.transport().probe(watch)) {
            stop(link.problem());
          }
          if (watch.cancelled()) {
            stop(Optional.of(Problem.of(ProblemCode.CANCELLED)));
          }
          stop(directory.foreign().stream().findFirst());
        });
  }

  private static void stop(Optional<Problem> why) {
    if (why.isPresent()) {
      throw new CdsException(why.get());
    }
  }

  private static Optional<Problem> tried(Runnable work) {
    try {
      work.run();
      return Optional.empty();
    } catch (CdsException e) {
      return Optional.of(e.problem());
    }
  }

  private static Finding on(Part part, Optional<Problem> stop) {
    if (stop.isEmpty()) {
      return Finding.good(part);
    }
    int at = WAY.indexOf(partOf(stop.get()));
    int reached = at < 0 ? WAY.size() - 1 : at;
    boolean passed = WAY.indexOf(part) < reached && stop.get().code() != ProblemCode.CANCELLED;
    return passed ? Finding.good(part) : of(part, stop.get());
  }

  private static Finding of(Part part, Problem why) {
    boolean own = partOf(why) == part && why.code() != ProblemCode.CANCELLED;
    return own ? Finding.failed(part, why) : Finding.unknown(part, why);
  }

  private static Part partOf(Problem problem) {
    return switch (problem.code()) {
      case STORE_FAILED, STORE_FULL, STALE_LEASE -> Part.STORE;
      case KEY_MISSING, KEY_EXPIRED, WRONG_PASSPHRASE, TOKEN_MISSING, TOKEN_LOCKED -> Part.KEY;
      case NOT_REGISTERED, REQUEST_REFUSED, OWN_KEY_UNKNOWN -> Part.REGISTRATION;
      case CLOCK -> Part.CLOCK;
      default -> Part.HUB;
    };
  }
}
