package io.cds.testkit.simulation;

import io.cds.api.CdsException;
import io.cds.api.PartyCode;
import io.cds.api.RefusedException;
import io.cds.api.Settings;
import io.cds.testkit.ManualClock;
import io.cds.testkit.network.Cryptography;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/** All parts of one history. */
final class World implements AutoCloseable {
  private static final List<String> AUTHORITIES = List.of("EDB", "SFO", "HKEAA");
  private static final int FIRST_SCHOOL = 10_300;

  final Dice dice;
  final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  final Trace trace = new Trace(clock);
  final Ledger ledger = new Ledger();
  final LateCalls late = new LateCalls(trace);
  final Settings settings =
      Settings.defaults().retrying(3, Duration.ofSeconds(30), Duration.ofMinutes(20));
  final Cryptography cryptography;
  final HubPlace hub;
  final List<Place> schools = new ArrayList<>();
  final List<Place> authorities = new ArrayList<>();

  /** What must never happen, and did. */
  final List<String> broken = new ArrayList<>();

  private final List<Place> places = new ArrayList<>();
  private final Map<PartyCode, Place> byParty = new HashMap<>();
  private boolean stormy;
  private Runnable meanwhile = () -> {};

  World(Plan plan, long seed) throws Exception {
    dice = new Dice(seed);
    cryptography = plan.cryptography().apply(clock);
    hub = new HubPlace(this, plan.stores());
    for (int i = 0; i < plan.authorities(); i++) {
      String code = i < AUTHORITIES.size() ? AUTHORITIES.get(i) : "AUTHORITY-" + i;
      add(authorities, code, plan);
    }
    for (int i = 0; i < plan.schools(); i++) {
      add(schools, "%06d".formatted(FIRST_SCHOOL + i), plan);
    }
    clock.advance(Duration.ofHours(1));
  }

  private void add(List<Place> kind, String code, Plan plan) throws Exception {
    Place place = new Place(this, PartyCode.of(code), plan);
    kind.add(place);
    places.add(place);
    byParty.put(place.party(), place);
  }

  List<Place> places() {
    return places;
  }

  Place place(PartyCode party) {
    return Objects.requireNonNull(byParty.get(party), "a place of this history");
  }

  /** Whether things go wrong. */
  boolean stormy() {
    return stormy;
  }

  /** Until {@link #calm}, things go wrong, and this happens while calls are under way. */
  void storm(Runnable between) {
    stormy = true;
    meanwhile = between;
  }

  void calm() {
    stormy = false;
    meanwhile = () -> {};
  }

  /** Something else happens now; nothing happens meanwhile to that. */
  void meanwhile() {
    Runnable deed = meanwhile;
    meanwhile = () -> {};
    deed.run();
    if (stormy) {
      meanwhile = deed;
    }
  }

  /**
   * Does something at a place, and tells how it ended, unless that is no words. A process that died
   * of it is started again.
   */
  void attempt(Place place, String what, Callable<String> work) {
    String end;
    try {
      end = work.call();
    } catch (RefusedException e) {
      end = "refused " + Clerks.codes(e.reasons());
    } catch (CdsException e) {
      end = "failed " + e.problem().code();
    } catch (IOException e) {
      end = "failed " + e.getClass().getSimpleName();
    } catch (Exception e) {
      end = "threw " + e;
      broken.add("unexpected: " + place.party() + " " + what + " threw " + e);
    }
    if (!end.isEmpty()) {
      trace.say(place.party() + " " + what + ": " + end);
    }
    if (place.died()) {
      place.start();
      trace.count("deaths of a party's process");
      trace.say(place.party() + " died in that, and is started again");
    }
  }

  @Override
  public void close() {
    places.forEach(Place::close);
    hub.close();
  }
}
