package io.cds.core.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.HubContact;
import io.cds.api.MessageId;
import io.cds.api.OutgoingStatus;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Tick;
import io.cds.api.TransmissionReport;
import io.cds.api.TransportException;
import io.cds.api.Watch;
import io.cds.api.envelope.Octets;
import io.cds.api.store.StoreTransaction;
import io.cds.testkit.network.Station;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A hub that cannot be called is spared, and costs no message its attempts. */
class BreakerTest {
  private final Scene scene = Scene.create();
  private final Station school = scene.school();

  @Test
  void a_hub_that_is_down_all_night_uses_up_no_attempt() {
    MessageId id = scene.sealed(scene.draft());
    school.transport().unreachable(true);
    final int before = school.transport().calls();
    for (int minute = 0; minute < 12 * 60; minute++) {
      school.runDue();
      scene.clock().advance(Duration.ofMinutes(1));
    }
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.PROCESSING);
    assertThat(scene.sent(id).attempts()).isZero();
    assertThat(scene.sent(id).lastProblem())
        .hasValueSatisfying(p -> assertThat(p.code()).isEqualTo(ProblemCode.HUB_UNREACHABLE));
    assertThat(school.transport().calls() - before).isBetween(12, 40);

    school.transport().unreachable(false);
    scene.clock().advance(Duration.ofHours(1));
    assertThat(school.runDue().sent()).isEqualTo(1);
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SENT);
    assertThat(contact()).isEqualTo(HubContact.GOOD);
  }

  @Test
  void the_send_window_ends_it_all_the_same_also_while_nobody_is_called() throws IOException {
    MessageId id = scene.sealed(scene.draft());
    school.transport().unreachable(true);
    while (scene.status(id) == OutgoingStatus.PROCESSING) {
      Tick tick = school.tick();
      assertThat(tick.next()).isAfter(scene.clock().instant());
      scene.clock().set(tick.next());
    }
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SEND_FAIL);
    assertThat(Duration.between(scene.sent(id).createdAt(), scene.clock().instant()))
        .isBetween(Duration.ofHours(24), Duration.ofHours(25));
    assertThat(scene.sent(id).attempts()).isZero();
    assertThat(school.desk().export(id, new ByteArrayOutputStream(), Watch.none()))
        .isEqualTo(Scene.DONE);
  }

  @Test
  void after_three_failures_in_a_row_nobody_is_called_before_the_time_that_is_told() {
    school.transport().unreachable(true);
    for (int failure = 1; failure <= 3; failure++) {
      assertThat(contact().waiting()).isFalse();
      assertThat(contact().failures()).isEqualTo(failure - 1);
      school.runDue();
    }
    assertThat(contact().waiting()).isTrue();
    assertThat(contact().problem())
        .hasValueSatisfying(p -> assertThat(p.code()).isEqualTo(ProblemCode.HUB_UNREACHABLE));
    assertThat(next()).isBetween(now().plusSeconds(60), now().plusSeconds(120));

    int before = school.transport().calls();
    Instant probe = next();
    scene.clock().set(probe.minusMillis(1));
    assertThat(Scene.codes(school.runDue().problems()))
        .containsExactly(ProblemCode.HUB_UNREACHABLE);
    assertThat(school.transport().calls()).isEqualTo(before);

    scene.clock().set(probe);
    school.runDue();
    assertThat(school.transport().calls()).as("one probe").isEqualTo(before + 1);
    assertThat(contact().failures()).isEqualTo(4);
    assertThat(next()).isBetween(now().plusSeconds(120), now().plusSeconds(240));
  }

  @Test
  void the_first_success_ends_it() {
    failing(5);
    school.transport().unreachable(false);
    scene.clock().set(next());
    assertThat(school.runDue().problems()).isEmpty();
    assertThat(contact()).isEqualTo(HubContact.GOOD);
  }

  @Test
  void a_person_always_gets_a_try_and_counts_as_one() {
    MessageId id = scene.sealed(scene.draft());
    failing(3);
    Instant promised = next();
    int before = school.transport().calls();
    school.run();
    assertThat(school.transport().calls()).isEqualTo(before + 1);
    assertThat(scene.sent(id).attempts()).isEqualTo(1);
    assertThat(next()).as("his tries put nothing off").isEqualTo(promised);

    school.transport().unreachable(false);
    assertThat(school.run().sent()).isEqualTo(1);
    assertThat(contact()).isEqualTo(HubContact.GOOD);
  }

  @Test
  void what_the_hub_asks_for_is_kept_from_the_first_time_on() {
    MessageId id = scene.sealed(scene.draft());
    school
        .transport()
        .before(
            call -> {
              throw new TransportException(
                  Problem.of(ProblemCode.HUB_BUSY, "try later"),
                  Optional.of(Duration.ofHours(3)),
                  null);
            });
    int before = school.transport().calls();
    assertThat(Scene.codes(school.runDue().problems())).containsExactly(ProblemCode.HUB_BUSY);
    assertThat(contact())
        .isEqualTo(
            new HubContact(
                true,
                1,
                Optional.of(Problem.of(ProblemCode.HUB_BUSY, "try later")),
                Optional.of(now().plus(Duration.ofHours(3)))));

    school.transport().before(call -> {});
    scene.clock().advance(Duration.ofHours(3).minusMillis(1));
    school.runDue();
    assertThat(school.transport().calls()).isEqualTo(before);
    assertThat(scene.sent(id).attempts()).isZero();
    scene.clock().advance(Duration.ofMillis(1));
    assertThat(school.runDue().sent()).isEqualTo(1);
  }

  @Test
  void a_restart_does_not_forget_it() {
    failing(3);
    HubContact before = contact();
    school.restart();
    assertThat(contact()).isEqualTo(before);
    int calls = school.transport().calls();
    school.tick();
    assertThat(school.transport().calls()).isEqualTo(calls);
  }

  @Test
  void ticks_wait_for_it_and_what_is_encrypted_meanwhile_goes_with_the_probe() {
    scene.sealed(scene.draft());
    school.tick();
    failing(4);
    Instant probe = next();
    List<MessageId> sealed = List.of(scene.sealed(scene.draft()), scene.sealed(scene.draft()));
    assertThat(school.tick().next()).isEqualTo(probe);
    assertThat(school.tick().report()).isEmpty();

    school.transport().unreachable(false);
    scene.clock().set(probe);
    assertThat(school.tick().report()).map(TransmissionReport::sent).contains(2);
    assertThat(sealed).allMatch(id -> scene.status(id) == OutgoingStatus.SENT);
  }

  @Test
  void one_lost_call_stops_nothing() {
    school.transport().failAt(1);
    school.runDue();
    MessageId id = scene.sealed(scene.draft());
    assertThat(school.tick().report()).map(TransmissionReport::sent).contains(1);
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SENT);
  }

  @Test
  void a_call_that_offered_a_message_is_an_attempt() {
    MessageId id = scene.sealed(scene.draft());
    school.transport().failAt(2);
    school.runDue();
    assertThat(scene.sent(id).attempts()).isEqualTo(1);
  }

  @Test
  void once_the_hub_is_away_nothing_more_is_offered_in_that_run() {
    List<MessageId> ids = List.of(scene.sealed(scene.draft()), scene.sealed(scene.draft()));
    school.transport().failAt(2);
    school.runDue();
    assertThat(ids).allMatch(id -> scene.sent(id).attempts() == 1);

    scene.clock().advance(Duration.ofMinutes(1));
    AtomicInteger offers = new AtomicInteger();
    school
        .transport()
        .before(
            call -> {
              boolean offer = call.equals("submit");
              offers.addAndGet(offer ? 1 : 0);
              school.transport().unreachable(offer);
            });
    school.runDue();
    assertThat(offers).hasValue(1);
    assertThat(ids.stream().mapToInt(id -> scene.sent(id).attempts()).sum()).isEqualTo(3);
  }

  @Test
  void a_clock_that_was_years_ahead_keeps_nobody_waiting() {
    scene.clock().advance(Duration.ofDays(100));
    failing(3);
    scene.clock().advance(Duration.ofDays(-90));
    int before = school.transport().calls();
    school.runDue();
    assertThat(school.transport().calls()).isEqualTo(before + 1);
  }

  @Test
  void a_code_that_a_later_version_left_keeps_nobody_waiting() {
    failing(3);
    Octets strange = Octets.of("waiting\n9\n2026-09-01T20:00:00Z\nNEW_CODE\n".getBytes(UTF_8));
    school.store().transact(tx -> put(tx, strange));
    assertThat(contact()).isEqualTo(HubContact.GOOD);
  }

  private boolean put(StoreTransaction tx, Octets value) {
    tx.states().put(school.party(), "contact", value);
    return true;
  }

  private void failing(int times) {
    school.transport().unreachable(true);
    for (int i = 0; i < times; i++) {
      school.runDue();
      scene.clock().set(next());
    }
    scene.clock().advance(Duration.ofMillis(-1));
  }

  private HubContact contact() {
    return school.client().transmission().contact();
  }

  private Instant next() {
    return contact().next().orElseThrow();
  }

  private Instant now() {
    return scene.clock().instant();
  }
}
