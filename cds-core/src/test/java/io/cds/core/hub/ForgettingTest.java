package io.cds.core.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.MessageKey;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.spi.Mailbox;
import io.cds.api.store.PartyMessage;
import io.cds.testkit.network.DyingStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Messages whose time is over are let go, and not before. */
class ForgettingTest {
  private final Network network = new Network();
  private final CdsHub hub = network.node();
  private final Member school = network.member(hub, Network.SCHOOL);
  private final Member edb = network.member(hub, Network.EDB);
  private final Mailbox outbox = hub.mailbox(Network.SCHOOL);
  private final Mailbox inbox = hub.mailbox(Network.EDB);

  @Test
  void a_message_is_known_until_thirty_days_after_its_time_to_live_and_then_gone() {
    Envelope envelope = school.seal(10, edb);
    Told.submit(outbox, envelope);
    inbox.post(List.of(edb.testify(envelope, ReceiptEvent.DELIVERED)));

    network.clock.advance(Duration.ofDays(60).minusSeconds(1));
    assertThat(hub.tick()).isZero();
    assertThat(Told.waiting(inbox)).hasSize(1);
    assertThat(outbox.receipts(school.idOf(envelope))).hasSize(2);

    network.clock.advance(Duration.ofSeconds(1));
    assertThat(hub.tick()).isEqualTo(1);
    assertThat(Told.waiting(inbox)).isEmpty();
    assertThat(Told.waiting(outbox)).isEmpty();
    assertThat(row(envelope)).isFalse();
    assertThatThrownBy(() -> outbox.receipts(school.idOf(envelope)))
        .isInstanceOf(CdsException.class);
    assertThat(hub.tick()).isZero();
  }

  @Test
  void an_upload_that_nobody_finished_is_gone_as_well() {
    Envelope envelope = school.seal((2 << 20) + 10, edb);
    outbox.offer(envelope.head());
    outbox.append(school.idOf(envelope), 0, Told.piece(envelope, 0));
    assertThat(row(envelope)).isTrue();

    network.clock.advance(Duration.ofDays(60));
    assertThat(hub.tick()).isEqualTo(1);

    assertThat(row(envelope)).isFalse();
  }

  @Test
  void a_refusal_is_answered_alike_as_long_and_then_gone() {
    Envelope envelope = school.seal(10, edb);
    network.clock.advance(Duration.ofDays(31));
    assertThat(Told.texts(network.codec, Told.submit(outbox, envelope).receipts()))
        .containsExactly("REFUSED EXPIRED HUB");

    network.clock.advance(Duration.ofDays(29));
    assertThat(hub.tick()).isEqualTo(1);

    assertThatThrownBy(() -> outbox.receipts(school.idOf(envelope)))
        .isInstanceOf(CdsException.class);
  }

  @Test
  void l05_a_crash_at_any_transaction_leaves_it_to_the_next_tick() {
    boolean died = true;
    int n;
    for (n = 1; died; n++) {
      Envelope envelope = school.seal(10, edb);
      Told.submit(outbox, envelope);
      network.clock.advance(Duration.ofDays(60));
      DyingStore faulty = new DyingStore(network.store);
      CdsHub doomed = network.node(faulty);
      faulty.dieAt(n, n % 2 == 0);
      try {
        doomed.tick();
      } catch (CdsException e) {
        assertThat(faulty.died()).isTrue();
      }
      died = faulty.died();
      network.clock.advance(Duration.ofMinutes(2));
      hub.tick();
      assertThat(row(envelope)).as("died at transaction %d", n).isFalse();
      assertThat(Told.waiting(inbox)).isEmpty();
    }
    assertThat(n).isGreaterThan(4);
  }

  @Test
  void a_started_hub_ticks_by_itself_until_it_is_closed() throws Exception {
    CountDownLatch ticks = new CountDownLatch(3);
    Ticker ticker =
        Ticker.start(
            () -> {
              ticks.countDown();
              throw new IllegalStateException("a tick that fails is not the last");
            },
            Duration.ofMillis(1));

    assertThat(ticks.await(30, TimeUnit.SECONDS)).isTrue();
    ticker.close();
  }

  @Test
  void a_started_hub_does_what_is_due() throws Exception {
    Told.submit(outbox, school.seal(10, edb));
    network.clock.advance(Duration.ofDays(60));
    CountDownLatch forgotten = new CountDownLatch(1);
    CdsHub started =
        network
            .builder(network.store)
            .limits(HubLimits.defaults().withTick(Duration.ofMillis(1)))
            .build();
    started.start();
    started.start();
    ScheduledExecutorService eye = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> looks =
        eye.scheduleWithFixedDelay(
            () -> {
              if (Told.waiting(inbox).isEmpty()) {
                forgotten.countDown();
              }
            },
            0,
            5,
            TimeUnit.MILLISECONDS);

    assertThat(forgotten.await(30, TimeUnit.SECONDS)).isTrue();
    looks.cancel(false);
    eye.shutdownNow();
    started.close();
  }

  private boolean row(Envelope envelope) {
    MessageKey key = new MessageKey(Network.SCHOOL, school.idOf(envelope));
    return network
        .store
        .transact(tx -> tx.hubMessages().find(new PartyMessage(Network.SCHOOL, key)))
        .isPresent();
  }
}
