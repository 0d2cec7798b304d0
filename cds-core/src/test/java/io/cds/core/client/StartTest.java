package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.MessageId;
import io.cds.api.OutgoingStatus;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Schedule;
import io.cds.api.Settings;
import io.cds.testkit.ManualClock;
import io.cds.testkit.network.Station;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that works by itself, on a clock that stands still. */
@Timeout(60)
class StartTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Scene scene =
      Scene.create(Settings.defaults().retrying(8, Duration.ofMillis(2), Duration.ofSeconds(1)));
  private final Station school = scene.school();

  @AfterEach
  void stop() {
    assertThat(school.client().stop(LONG)).isTrue();
  }

  @Test
  void what_is_encrypted_is_sent_at_once() {
    school.client().start();
    awaitRest();
    scene.sealed(scene.draft());
    assertArrived(1);

    awaitRest();
    scene.sealed(scene.draft());
    assertArrived(2);
  }

  @Test
  void what_arrives_is_taken_in_at_once_by_a_client_that_listens() {
    Station edb = scene.edb();
    edb.schedule(Schedule.defaults().listening());
    edb.restart();
    edb.client().start();
    for (int messages = 1; messages <= 3; messages++) {
      scene.sealed(scene.draft());
      assertThat(school.run().problems()).isEmpty();
      awaitIncoming(edb, messages);
    }
    assertThat(edb.client().stop(Duration.ofSeconds(10))).as("though a call is held").isTrue();
  }

  @Test
  void a_listener_whose_hub_was_away_hears_again() {
    Station edb = scene.edb();
    edb.schedule(Schedule.defaults().listening());
    edb.restart();
    CountDownLatch called = new CountDownLatch(4);
    edb.transport()
        .before(
            call -> {
              boolean listens = Thread.currentThread().getName().endsWith("-listening");
              if (listens && call.equals("list") && called.getCount() > 0) {
                called.countDown();
                throw new CdsException(Problem.of(ProblemCode.HUB_UNREACHABLE, "for a while"));
              }
            });
    edb.client().start();
    await(called);
    scene.sealed(scene.draft());
    assertThat(school.run().problems()).isEmpty();
    awaitIncoming(edb, 1);
    assertThat(edb.client().stop(LONG)).isTrue();
  }

  @Test
  void it_starts_one_thread_however_often_it_is_told_to() {
    school.client().start();
    school.client().start();

    assertThat(threads()).hasSize(1);
    assertThat(school.client().stop(LONG)).isTrue();
    assertThat(threads()).isEmpty();
    assertThat(school.client().stop(Duration.ZERO)).as("stopped before").isTrue();
  }

  @Test
  void stopped_it_sends_nothing_until_it_is_started_again() {
    school.client().start();
    assertThat(school.client().stop(LONG)).isTrue();
    MessageId id = scene.sealed(scene.draft());
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.PROCESSING);

    school.client().start();
    assertArrived(1);
  }

  @Test
  void stop_cuts_at_a_safe_point_and_the_next_start_goes_on_from_there() throws Exception {
    final MessageId id = scene.sealed(large());
    CountDownLatch third = new CountDownLatch(3);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger pieces = new AtomicInteger();
    school
        .transport()
        .before(
            call -> {
              if (call.equals("append")) {
                pieces.incrementAndGet();
                third.countDown();
                if (third.getCount() == 0) {
                  await(go);
                }
              }
            });
    school.client().start();
    assertThat(third.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(school.client().stop(Duration.ZERO)).as("while a call is under way").isFalse();
    go.countDown();
    assertThat(school.client().stop(LONG)).isTrue();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.PROCESSING);
    assertThat(scene.sent(id).attempts()).isZero();
    assertThat(pieces).hasValue(3);

    school.client().start();
    assertArrived(1);
    assertThat(pieces).as("none is sent twice").hasValue(6);
  }

  @Test
  void close_stops() {
    school.client().start();
    school.client().close();
    assertThat(threads()).isEmpty();
  }

  @Test
  void a_tick_that_fails_is_not_the_last() {
    AtomicBoolean failing = new AtomicBoolean(true);
    CountDownLatch failed = new CountDownLatch(2);
    school.clock(new Failing(scene.clock(), failing, failed));
    school.client().start();
    await(failed);
    failing.set(false);
    scene.sealed(scene.draft());
    assertArrived(1);
  }

  @Test
  void who_stops_it_from_its_own_thread_does_not_wait_for_himself() {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean(true);
    school.notices(
        notice -> {
          ended.set(school.client().stop(LONG));
          asked.countDown();
        });
    scene.clock().advance(Duration.ofDays(350));
    school.client().start();
    await(asked);
    assertThat(ended).isFalse();
    assertThat(school.client().stop(LONG)).isTrue();
  }

  private Draft large() {
    return Draft.to(
        scene.edb().party(), Heading.of("S", "T", ""), Scene.attachments((5 << 20) + 17));
  }

  /** Waits at the hub until that many messages lie there for the authority. */
  private void assertArrived(int messages) {
    Cursor cursor = Cursor.START;
    for (int i = 0; i < messages; i++) {
      var page = scene.network().hub().mailbox(scene.edb().party()).list(cursor, 1, LONG);
      assertThat(page.items()).as("message " + (i + 1)).hasSize(1);
      cursor = page.next();
    }
  }

  private static void awaitIncoming(Station station, int messages) {
    Instant end = Instant.now().plus(LONG);
    while (incoming(station) < messages && Instant.now().isBefore(end)) {
      Thread.onSpinWait();
    }
    assertThat(incoming(station)).isEqualTo(messages);
  }

  private static int incoming(Station station) {
    return station.desk().incoming(Cursor.START, 9).items().size();
  }

  /** Until its thread waits for something to do. */
  private void awaitRest() {
    while (threads().get(0).getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  private List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("cds-" + school.party()))
        .toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A clock that fails in the client's thread while it is told to. */
  private static final class Failing extends Clock {
    private final ManualClock real;
    private final AtomicBoolean failing;
    private final CountDownLatch failed;

    Failing(ManualClock real, AtomicBoolean failing, CountDownLatch failed) {
      this.real = real;
      this.failing = failing;
      this.failed = failed;
    }

    @Override
    public Instant instant() {
      if (failing.get() && Thread.currentThread().getName().startsWith("cds-")) {
        failed.countDown();
        throw new IllegalStateException("the host's trouble");
      }
      return real.instant();
    }

    @Override
    public ZoneId getZone() {
      return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return real.withZone(zone);
    }
  }
}
