package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.MessageId;
import io.cds.api.OutgoingStatus;
import io.cds.api.Schedule;
import io.cds.api.Tick;
import io.cds.api.TransmissionReport;
import io.cds.api.Watch;
import io.cds.testkit.fake.FakeVault;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Driving a client without threads: what is due, and when the next call is worth it. */
class TickTest {
  private static final Duration POLL = Schedule.defaults().poll().orElseThrow();

  private final Scene scene = Scene.create();
  private final Station school = scene.school();

  @Test
  void the_first_tick_takes_up_what_an_earlier_process_left() {
    MessageId id = scene.sealed(scene.draft());
    school.restart();

    assertThat(school.tick().report()).map(TransmissionReport::sent).contains(1);
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SENT);
  }

  @Test
  void a_tick_tells_when_it_wants_to_be_called_next_and_until_then_calls_nobody() {
    Instant next = school.tick().next();
    assertThat(next).isEqualTo(now().plus(POLL));

    int before = school.transport().calls();
    assertThat(school.tick()).isEqualTo(new Tick(Optional.empty(), next));
    scene.clock().set(next.minusMillis(1));
    assertThat(school.tick().report()).isEmpty();
    assertThat(school.transport().calls()).isEqualTo(before);

    scene.clock().set(next);
    assertThat(school.tick().report()).isPresent();
    assertThat(school.transport().calls()).isGreaterThan(before);
  }

  @Test
  void what_is_encrypted_is_sent_by_the_next_tick_whenever_that_comes() {
    school.tick();
    MessageId id = scene.sealed(scene.draft());

    assertThat(school.tick().report()).map(TransmissionReport::sent).contains(1);
    scene.edb().tick();
    scene.clock().advance(POLL);
    school.tick();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);

    school.desk().resend(id);
    assertThat(school.tick().report()).isPresent();
  }

  @Test
  void a_receipt_that_the_own_desk_made_is_posted_by_the_next_tick() {
    MessageId id = scene.sealed(scene.draft());
    school.tick();
    scene.edb().tick();
    scene.edb().desk().decrypt(scene.key(id), FakeVault.PERSON, Watch.none());

    assertThat(scene.edb().tick().report()).map(TransmissionReport::posted).hasValue(2);
  }

  @Test
  void what_another_process_encrypted_is_seen_by_the_next_tick() {
    school.tick();
    MessageId id = school.desk().confirm(scene.draft());
    school.fresh().encrypt(id, FakeVault.PERSON, Watch.none());

    assertThat(school.tick().report()).map(TransmissionReport::sent).contains(1);
  }

  @Test
  void what_was_put_off_is_tried_when_its_wait_is_over_and_tick_says_when() {
    MessageId id = scene.sealed(scene.draft());
    school.transport().failAt(2);
    Tick failed = school.tick();
    assertThat(scene.sent(id).attempts()).isEqualTo(1);
    assertThat(failed.next())
        .isBetween(now().plus(Duration.ofSeconds(15)), now().plus(Duration.ofSeconds(30)));

    scene.clock().advance(Duration.ofSeconds(30));
    assertThat(school.tick().report()).map(TransmissionReport::sent).contains(1);
  }

  @Test
  void a_tick_that_is_cut_is_gone_on_with_by_the_next() {
    MessageId id = scene.sealed(scene.draft());
    assertThat(school.client().tick(new Cut(0)).next()).isEqualTo(now());
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.PROCESSING);
    assertThat(scene.sent(id).attempts()).isZero();

    assertThat(school.tick().report()).map(TransmissionReport::sent).contains(1);
  }

  @Test
  void wake_has_the_next_tick_transmit() {
    school.tick();
    assertThat(school.tick().report()).isEmpty();
    school.client().wake();
    assertThat(school.tick().report()).isPresent();
    assertThat(school.tick().report()).isEmpty();
  }

  @Test
  void while_one_thread_ticks_another_returns_at_once() {
    AtomicReference<Tick> inner = new AtomicReference<>();
    scene.sealed(scene.draft());
    Cut asking =
        new Cut(1_000) {
          @Override
          public boolean cancelled() {
            CompletableFuture.runAsync(() -> inner.set(school.tick())).join();
            return super.cancelled();
          }
        };

    assertThat(school.client().tick(asking).report()).map(TransmissionReport::sent).contains(1);
    assertThat(inner.get().report()).isEmpty();
    assertThat(inner.get().next()).isAfter(now());
  }

  @Test
  void before_registration_nothing_is_due() {
    Network network = scene.network();
    Station fresh = network.station("010301");
    Tick tick = fresh.tick();
    assertThat(tick.report()).isEmpty();
    assertThat(tick.next()).isAfter(now());
    assertThat(fresh.transport().calls()).isZero();

    fresh.register(network.admit(fresh.party()));
    assertThat(fresh.tick().report()).isPresent();
  }

  @Test
  void a_clock_that_was_set_back_stops_nothing() {
    scene.clock().advance(Duration.ofDays(30));
    school.tick();
    scene.clock().advance(Duration.ofDays(-29));
    assertThat(school.tick().report()).isPresent();
  }

  private Instant now() {
    return scene.clock().instant();
  }
}
