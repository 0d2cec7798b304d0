package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Actor;
import io.cds.api.CdsClient;
import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.Health;
import io.cds.api.Health.Finding;
import io.cds.api.Health.Part;
import io.cds.api.Health.State;
import io.cds.api.KeyUse;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Stage;
import io.cds.api.Watch;
import io.cds.api.envelope.KnownKey;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.Transport;
import io.cds.api.store.Store;
import io.cds.testkit.Faulty;
import io.cds.testkit.ManualClock;
import io.cds.testkit.MemoryStore;
import io.cds.testkit.network.Cryptography;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each part is told apart, whatever becomes of the others. */
class HealthTest {
  private final Scene scene = Scene.create();
  private final Station school = scene.school();

  @Test
  void where_all_works_each_part_is_good_and_nothing_is_left_behind() {
    Health health = school.client().health(Watch.none());
    assertThat(health.findings()).extracting(Finding::part).containsExactly(Part.values());
    assertThat(health.good()).isTrue();
    assertThat(health.at()).isEqualTo(scene.clock().instant());
    assertThat(school.store().sweep(Duration.ZERO)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"check, WRONG_PASSPHRASE", "atRest, KEY_MISSING"})
  void L24_a_key_that_is_locked_is_told_although_the_hub_answers(String use, ProblemCode code) {
    KeyVault locked = Faulty.with(KeyVault.class, school.vault(), use, (c, g) -> fail(code));
    expect(health(school.store(), locked, school.transport()), Part.KEY, code)
        .allMatch(finding -> finding.state() == State.GOOD);
  }

  @Test
  void a_store_without_room_is_told_and_what_lies_in_it_is_not_guessed() {
    Store full =
        Faulty.table(school.store(), "states", "put", (c, g) -> fail(ProblemCode.STORE_FULL));
    Health health = health(full, school.vault(), school.transport());
    expect(health, Part.STORE, ProblemCode.STORE_FULL)
        .filteredOn(finding -> finding.state() == State.UNKNOWN)
        .extracting(Finding::part)
        .containsExactly(Part.KEY, Part.REGISTRATION);
    assertThat(health.of(Part.HUB)).contains(Finding.good(Part.HUB));
  }

  @Test
  void content_that_is_not_taken_is_the_stores_fault() {
    Store full =
        Faulty.with(Store.class, school.store(), "stage", (c, g) -> fail(ProblemCode.STORE_FAILED));
    expect(health(full, school.vault(), school.transport()), Part.STORE, ProblemCode.STORE_FAILED);
  }

  @Test
  void who_is_not_registered_is_told_and_the_hub_is_looked_at_all_the_same() {
    Station stranger = scene.network().station("010399");
    Health health = stranger.client().health(Watch.none());
    expect(health, Part.REGISTRATION, ProblemCode.NOT_REGISTERED);
    assertThat(states(health))
        .containsExactly(State.GOOD, State.UNKNOWN, State.FAILED, State.GOOD, State.GOOD);
  }

  @Test
  void a_hub_that_is_away_leaves_registration_and_clock_unknown() {
    school.transport().unreachable(true);
    Health health = school.client().health(Watch.none());
    expect(health, Part.HUB, ProblemCode.HUB_UNREACHABLE);
    assertThat(states(health))
        .containsExactly(State.GOOD, State.GOOD, State.UNKNOWN, State.FAILED, State.UNKNOWN);
  }

  @Test
  void a_key_that_the_hub_has_withdrawn_is_a_registration_that_does_not_hold() {
    scene
        .network()
        .hub()
        .revoke(
            school.party(), EnumSet.of(KeyUse.TRANSMIT), scene.clock().instant(), Actor.of("it"));
    expect(school.client().health(Watch.none()), Part.REGISTRATION, ProblemCode.REQUEST_REFUSED)
        .allMatch(finding -> finding.state() == State.GOOD);
  }

  @Test
  void keys_that_were_made_elsewhere_are_a_registration_that_does_not_hold() {
    Station elsewhere = scene.network().registered("010300");
    assertThat(elsewhere.client().health(Watch.none()).good()).isTrue();
    expect(school.client().health(Watch.none()), Part.REGISTRATION, ProblemCode.REQUEST_REFUSED);
  }

  @Test
  void a_key_of_the_directory_that_was_not_made_here_is_told_after_the_hub_took_the_call() {
    scene
        .network()
        .store()
        .transact(
            tx -> {
              KnownKey own = tx.keys().of(Network.HUB, school.party(), KeyUse.OPEN).get(0);
              tx.keys().put(Network.HUB, ReasonsTest.other(own));
              return own;
            });
    expect(school.client().health(Watch.none()), Part.REGISTRATION, ProblemCode.OWN_KEY_UNKNOWN)
        .allMatch(finding -> finding.state() == State.GOOD);
  }

  @Test
  void keys_that_ended_are_told_and_the_hub_is_not_blamed() {
    scene.clock().advance(Duration.ofDays(4000));
    Health health = school.client().health(Watch.none());
    expect(health, Part.KEY, ProblemCode.KEY_EXPIRED);
    assertThat(states(health))
        .containsExactly(State.GOOD, State.FAILED, State.UNKNOWN, State.GOOD, State.GOOD);
  }

  @Test
  void a_clock_that_the_hub_does_not_share_is_told_by_the_way_there() {
    Problem off = Problem.clock(scene.clock().instant(), scene.clock().instant().minusSeconds(900));
    Transport.Link link = new Transport.Link("clock", "", Optional.of(off));
    Transport late =
        Faulty.with(Transport.class, school.transport(), "probe", (c, g) -> List.of(link));
    Health health = health(school.store(), school.vault(), late);
    expect(health, Part.CLOCK, ProblemCode.CLOCK);
    assertThat(states(health))
        .containsExactly(State.GOOD, State.GOOD, State.UNKNOWN, State.GOOD, State.FAILED);
  }

  @Test
  void a_clock_before_the_keys_count_is_told_without_the_hub() {
    school.transport().unreachable(true);
    school.clock(Clock.offset(scene.clock(), Duration.ofDays(-400)));
    Health health = school.client().health(Watch.none());
    assertThat(health.of(Part.CLOCK).orElseThrow().state()).isEqualTo(State.FAILED);
    assertThat(health.of(Part.KEY).orElseThrow().state()).isEqualTo(State.UNKNOWN);
    assertThat(health.of(Part.HUB).orElseThrow().state()).isEqualTo(State.FAILED);
  }

  @Test
  void what_is_cancelled_is_unknown_and_not_bad() {
    Watch cancelled =
        new Watch() {
          @Override
          public void progress(Stage stage, long done, long total) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    Health health = school.client().health(cancelled);
    assertThat(states(health))
        .containsExactly(State.GOOD, State.GOOD, State.UNKNOWN, State.UNKNOWN, State.UNKNOWN);
    assertThat(health.good()).isFalse();
  }

  @Test
  void a_hub_tells_its_store_its_key_and_its_clock_apart() {
    Network network = scene.network();
    Cryptography cryptography = network.cryptography();
    ManualClock clock = scene.clock();
    Health good = network.hub().health();
    assertThat(good.good()).isTrue();
    assertThat(good.findings())
        .extracting(Finding::part)
        .containsExactly(Part.STORE, Part.KEY, Part.CLOCK);

    Store full =
        Faulty.table(
            new MemoryStore(clock), "states", "put", (c, g) -> fail(ProblemCode.STORE_FULL));
    KeyVault vault = cryptography.vault(Network.HUB);
    cryptography.issueReceiptKey(vault, clock.instant());
    Health without = cryptography.hub(full, vault).clock(clock).build().health();
    assertThat(states(without)).containsExactly(State.FAILED, State.GOOD, State.UNKNOWN);

    KeyVault locked =
        Faulty.with(KeyVault.class, vault, "check", (c, g) -> fail(ProblemCode.TOKEN_LOCKED));
    CdsHub dumb = cryptography.hub(new MemoryStore(clock), locked).clock(clock).build();
    assertThat(states(dumb.health())).containsExactly(State.GOOD, State.FAILED, State.GOOD);

    Clock ahead = Clock.offset(clock, Duration.ofMinutes(6));
    CdsHub late = cryptography.hub(new MemoryStore(clock), vault).clock(ahead).build();
    assertThat(states(late.health())).containsExactly(State.GOOD, State.GOOD, State.FAILED);
    assertThat(late.health().of(Part.CLOCK).orElseThrow().problem().orElseThrow().detail())
        .startsWith("6 minutes ahead");
  }

  /** Of a client of the school's over these in place of its own. */
  private Health health(Store store, KeyVault vault, Transport transport) {
    CdsClient client =
        scene
            .network()
            .cryptography()
            .client(school.party(), store, vault)
            .transport(transport)
            .clock(scene.clock())
            .build();
    return client.health(Watch.none());
  }

  /** One part failed, for this reason. @return the others */
  private static ListAssert<Finding> expect(Health health, Part part, ProblemCode code) {
    assertThat(health.good()).isFalse();
    Finding found = health.of(part).orElseThrow();
    assertThat(found.state()).as("%s", health).isEqualTo(State.FAILED);
    assertThat(found.problem().map(Problem::code)).contains(code);
    List<Finding> others = health.findings().stream().filter(f -> f.part() != part).toList();
    assertThat(others).noneMatch(finding -> finding.state() == State.FAILED);
    return assertThat(others);
  }

  private static List<State> states(Health health) {
    return health.findings().stream().map(Finding::state).toList();
  }

  private static Object fail(ProblemCode code) {
    throw new CdsException(Problem.of(code));
  }
}
