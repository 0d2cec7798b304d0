package io.cds.examples.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.Actor;
import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.Cursor;
import io.cds.api.EnrolmentCode;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Waiting;
import io.cds.api.store.Store;
import io.cds.testkit.ForwardingStore;
import io.cds.testkit.MailboxContract;
import io.cds.testkit.MailboxNetwork;
import io.cds.testkit.network.DyingStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes over one database are one hub: it keeps the contract of its mailboxes with the nodes
 * answering in turn, both at once, and with one that dies. Real keys and envelopes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoNodes extends MailboxContract {
  private static final Actor OFFICER = Actor.of("officer");
  private static final PartyCode NEWCOMER = PartyCode.of("010600");
  private static final int ROUNDS = 10;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private RealHub real;
  private Nodes nodes;
  private int made;

  /** Opens another store object each time, all on the same fresh tables. */
  abstract Supplier<Store> database(RealHub hub) throws Exception;

  @BeforeAll
  void register(@TempDir Path folder) {
    real = new RealHub(folder);
    real.register(SCHOOL);
    real.register(OTHER_SCHOOL);
    real.register(AUTHORITY);
  }

  @AfterAll
  void stop() {
    threads.shutdownNow();
  }

  @Override
  protected MailboxNetwork network() throws Exception {
    nodes = new Nodes(real, database(real));
    return new RealNetwork(
        real, nodes.one, party -> nodes.inTurn(party.code), () -> nodes.two.close());
  }

  @Test
  void l04_a_receipt_is_the_same_octets_whichever_node_is_asked() {
    Envelope envelope = seal(5_000);
    MessageKey key = last();
    List<SignedReceipt> first = submit(nodes.one, envelope).receipts();
    assertThat(first).hasSize(1);
    assertTold(first, key, envelope);
    SignedReceipt delivered = testify(key, envelope);
    nodes.two.mailbox(AUTHORITY).post(List.of(delivered));

    assertTold(List.of(first.get(0), delivered), key, envelope);
    for (CdsHub node : nodes.both()) {
      assertThat(waiting(node, AUTHORITY).get(0).receipts()).isEqualTo(first);
      assertThat(waiting(node, SCHOOL).get(0).receipts()).containsExactly(delivered);
    }
  }

  private void assertTold(List<SignedReceipt> receipts, MessageKey key, Envelope envelope) {
    for (CdsHub node : nodes.both()) {
      assertThat(node.mailbox(SCHOOL).receipts(key.id())).isEqualTo(receipts);
      assertThat(submit(node, envelope).receipts()).isEqualTo(receipts);
      assertThat(node.mailbox(SCHOOL).offer(envelope.head()).receipts()).isEqualTo(receipts);
    }
  }

  @Test
  void l04_l19_what_comes_to_both_nodes_at_once_gets_one_receipt_and_waits_once() throws Exception {
    List<MessageKey> keys = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      Envelope envelope = seal(1_000);
      keys.add(last());
      List<Offer> offers = atOnce(node -> submit(node, envelope));
      assertThat(offers.get(0).receipts()).hasSize(1);
      assertThat(offers.get(1)).isEqualTo(offers.get(0));

      SignedReceipt delivered = testify(last(), envelope);
      atOnce(node -> posted(node, delivered));
      List<SignedReceipt> all = List.of(offers.get(0).receipts().get(0), delivered);
      atOnce(CdsHub::tick);
      for (CdsHub node : nodes.both()) {
        assertThat(node.mailbox(SCHOOL).receipts(last().id())).isEqualTo(all);
      }
    }
    assertThat(waiting(nodes.two, AUTHORITY)).extracting(Waiting::key).isEqualTo(keys);
    assertThat(waiting(nodes.one, SCHOOL)).extracting(Waiting::key).isEqualTo(keys);
  }

  /**
   * As when a client was cut off and goes on elsewhere while its first call still runs. Where the
   * two fence each other, it goes on later.
   */
  @Test
  void pieces_that_come_to_both_nodes_at_once_make_one_message() throws Exception {
    Envelope envelope = seal(3 * Mailbox.PIECE + 777);
    MessageKey key = last();

    atOnce(node -> upload(node, envelope, key));
    upload(nodes.one, envelope, key);

    List<SignedReceipt> stored = nodes.one.mailbox(SCHOOL).receipts(key.id());
    assertThat(stored).hasSize(1);
    for (CdsHub node : nodes.both()) {
      assertThat(node.mailbox(SCHOOL).offer(envelope.head()).receipts()).isEqualTo(stored);
      assertThat(waiting(node, AUTHORITY)).extracting(Waiting::key).containsExactly(key);
      try (InputStream content =
          node.mailbox(AUTHORITY).content(key, 0, envelope.content().length())) {
        assertThat(content.readAllBytes()).isEqualTo(octets(envelope));
      }
    }
  }

  @Test
  void both_nodes_tick_at_once_and_hand_each_message_on_once() throws Exception {
    List<MessageKey> keys = new ArrayList<>();
    int begins = fanOutBegins();
    for (int i = 0; i < 2 * ROUNDS; i++) {
      acceptAndDie(begins, false);
      keys.add(last());
    }
    List<MessageKey> before = waiting(nodes.one, AUTHORITY).stream().map(Waiting::key).toList();

    List<Integer> done = atOnce(CdsHub::tick);

    assertThat(before).doesNotContainAnyElementsOf(keys);
    assertThat(done.get(0) + done.get(1)).isGreaterThanOrEqualTo(keys.size());
    assertThat(waiting(nodes.one, AUTHORITY))
        .extracting(Waiting::key)
        .filteredOn(keys::contains)
        .containsExactlyInAnyOrderElementsOf(keys);
    assertThat(atOnce(CdsHub::tick)).containsExactly(0, 0);
  }

  @Test
  void l16_work_that_a_dead_node_holds_is_the_others_when_the_lease_ends() {
    int begins = fanOutBegins();
    nodes.one.tick();
    SignedReceipt accepted = acceptAndDie(begins, true).receipts().get(0);
    MessageKey key = last();
    Duration lease = Settings.defaults().lease();
    assertThat(nodes.one.tick()).isZero();
    assertThat(waiting(nodes.two, AUTHORITY)).extracting(Waiting::key).doesNotContain(key);

    real.clock.advance(lease.minusMillis(1));
    assertThat(nodes.two.tick()).isZero();
    assertThat(waiting(nodes.two, AUTHORITY)).extracting(Waiting::key).doesNotContain(key);

    real.clock.advance(Duration.ofMillis(1));
    assertThat(nodes.two.tick()).isEqualTo(1);
    assertThat(nodes.one.tick()).isZero();
    assertThat(waiting(nodes.one, AUTHORITY)).extracting(Waiting::key).containsOnlyOnce(key);
    assertThat(nodes.two.mailbox(SCHOOL).receipts(key.id())).containsExactly(accepted);
  }

  @Test
  void l05_a_node_that_dies_at_any_transaction_is_continued_by_the_other() {
    int deaths = 0;
    for (boolean afterCommit : new boolean[] {false, true}) {
      boolean died = true;
      for (int at = 1; died; at++) {
        DyingStore mortal = new DyingStore(nodes.store());
        Mailbox school = nodes.over(mortal).mailbox(SCHOOL);
        Envelope envelope = seal(1_000);
        mortal.dieAt(at, afterCommit);
        List<SignedReceipt> told = receiptsOf(school, envelope);
        died = mortal.died();
        deaths += died ? 1 : 0;

        List<SignedReceipt> stored = submit(nodes.two, envelope).receipts();
        assertThat(stored).as("death at [%d]", at).hasSize(1).containsAll(told);
        real.clock.advance(Settings.defaults().lease());
        nodes.two.tick();
        assertThat(waiting(nodes.two, AUTHORITY)).extracting(Waiting::key).containsOnlyOnce(last());
        assertThat(nodes.one.mailbox(SCHOOL).receipts(last().id())).isEqualTo(stored);
      }
    }
    assertThat(deaths).isGreaterThan(5);
  }

  @Test
  void a_party_enrols_at_one_node_and_publishes_at_the_other() {
    EnrolmentCode letter = nodes.one.admit(NEWCOMER, "New School", "新校", OFFICER);
    RealParty party = real.party(NEWCOMER, nodes.two.identity());
    EnrolmentRequest request = party.request(letter);

    EnrolmentAnswer answer = nodes.two.endpoint().enrolment().enrol(request).orElseThrow();
    assertThat(nodes.one.endpoint().enrolment().enrol(request)).contains(answer);
    party.install(answer);
    Octets asked = Octets.of(new byte[] {1, 2, 3});
    nodes.one.endpoint().mailbox(party.signed(asked)).publish(party.record(1));

    Mailbox open = nodes.two.endpoint().mailbox(party.signed(asked));
    assertThat(open.list(Cursor.START, 1, Duration.ZERO).items()).isEmpty();
    assertThat(nodes.one.identity()).isEqualTo(nodes.two.identity());
  }

  @Test
  void wrong_codes_are_counted_over_both_nodes() {
    EnrolmentCode letter = nodes.one.admit(NEWCOMER, "New School", "新校", OFFICER);
    RealParty party = real.party(NEWCOMER, nodes.two.identity());
    EnrolmentRequest good = party.request(letter);
    EnrolmentRequest wrong =
        new EnrolmentRequest(NEWCOMER, good.request(), Octets.of(new byte[32]));
    for (int guess = 0; guess < 5; guess++) {
      CdsHub node = nodes.both().get(guess % 2);
      assertThatThrownBy(() -> node.endpoint().enrolment().enrol(wrong))
          .hasMessageContaining("ENROLMENT_REFUSED");
    }
    assertThatThrownBy(() -> nodes.two.endpoint().enrolment().enrol(good))
        .hasMessageContaining("ENROLMENT_REFUSED");
  }

  @Test
  void what_one_node_revokes_the_other_refuses_at_once() {
    Octets asked = Octets.of(new byte[] {1, 2, 3});
    RealParty school = real.registered(SCHOOL);
    Mailbox before = nodes.two.endpoint().mailbox(school.signed(asked));
    assertThat(before.list(Cursor.START, 1, Duration.ZERO).items()).isEmpty();

    nodes.one.revoke(SCHOOL, Set.of(KeyUse.TRANSMIT), real.clock.instant(), OFFICER);

    assertThatThrownBy(() -> nodes.two.endpoint().mailbox(school.signed(asked)))
        .hasMessageContaining("REQUEST_REFUSED");
  }

  @Test
  void a_listing_that_waits_at_one_node_sees_what_came_to_the_other() throws Exception {
    AtomicInteger readings = new AtomicInteger();
    Store counting =
        new ForwardingStore(nodes.store()) {
          @Override
          public <R> R read(Work<R> work) {
            readings.incrementAndGet();
            return super.read(work);
          }
        };
    Mailbox inbox = nodes.over(counting).mailbox(AUTHORITY);
    int before = readings.get();
    Future<Page<Waiting>> page =
        threads.submit(() -> inbox.list(Cursor.START, 10, Duration.ofSeconds(30)));
    // Is the party published, a look, and another one: it waits.
    while (readings.get() < before + 3 && !page.isDone()) {
      Thread.onSpinWait();
    }

    submit(nodes.one, seal(10));

    assertThat(page.get(20, TimeUnit.SECONDS).items())
        .extracting(Waiting::key)
        .containsExactly(last());
  }

  /** At which transaction of a submission the fan-out takes its lease: the receipt is told then. */
  private int fanOutBegins() {
    int at = 1;
    while (acceptAndDie(at, false).receipts().isEmpty()) {
      at++;
    }
    return at;
  }

  /** A node dies while it answers. @return an offer without receipts if it could not answer */
  private Offer acceptAndDie(int transaction, boolean afterCommit) {
    DyingStore mortal = new DyingStore(nodes.store());
    Mailbox school = nodes.over(mortal).mailbox(SCHOOL);
    Envelope envelope = seal(1_000);
    mortal.dieAt(transaction, afterCommit);
    List<SignedReceipt> told = receiptsOf(school, envelope);
    assertThat(mortal.died()).isTrue();
    return new Offer(last(), 0, told, Optional.empty());
  }

  private static List<SignedReceipt> receiptsOf(Mailbox school, Envelope envelope) {
    try {
      return school.submit(List.of(envelope)).get(0).receipts();
    } catch (CdsException e) {
      assertThat(e).hasMessageContaining("the process died");
      return List.of();
    }
  }

  /** The same at both nodes, begun at one moment. */
  private <R> List<R> atOnce(Function<CdsHub, R> call) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    List<Callable<R>> calls = new ArrayList<>();
    for (CdsHub node : nodes.both()) {
      calls.add(
          () -> {
            start.await(10, TimeUnit.SECONDS);
            return call.apply(node);
          });
    }
    List<R> results = new ArrayList<>();
    for (Future<R> future : threads.invokeAll(calls, 100, TimeUnit.SECONDS)) {
      results.add(future.get());
    }
    return results;
  }

  private static boolean posted(CdsHub node, SignedReceipt receipt) {
    node.mailbox(AUTHORITY).post(List.of(receipt));
    return true;
  }

  /** After a failure it asks where the hub stands, and goes on; or it was the call of before. */
  /** Up to the end, or to the first piece that is refused. */
  private static Offer upload(CdsHub node, Envelope envelope, MessageKey key) {
    Mailbox school = node.mailbox(SCHOOL);
    Offer offer = school.offer(envelope.head());
    try {
      while (offer.receipts().isEmpty()) {
        offer = school.append(key.id(), offer.durable(), piece(envelope, offer.durable()));
      }
    } catch (CdsException fenced) {
      return school.offer(envelope.head());
    }
    return offer;
  }

  private static Source piece(Envelope envelope, long from) {
    byte[] all = octets(envelope);
    int end = (int) Math.min(all.length, from + Mailbox.PIECE);
    return Source.of(Arrays.copyOfRange(all, (int) from, end));
  }

  private static byte[] octets(Envelope envelope) {
    try (InputStream in = envelope.content().open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Waiting> waiting(CdsHub node, PartyCode party) {
    return node.mailbox(party).list(Cursor.START, 100, Duration.ZERO).items();
  }

  private static Offer submit(CdsHub node, Envelope envelope) {
    return node.mailbox(SCHOOL).submit(List.of(envelope)).get(0);
  }

  private SignedReceipt testify(MessageKey key, Envelope envelope) {
    return real.registered(AUTHORITY)
        .testify(key, envelope, ReceiptEvent.DELIVERED, KeyUse.TRANSMIT);
  }

  /** Of a message that {@link #last} names. */
  private Envelope seal(int length) {
    made++;
    return real.registered(SCHOOL)
        .seal(last(), 1, new byte[length], List.of(real.registered(AUTHORITY)));
  }

  private MessageKey last() {
    return new MessageKey(SCHOOL, MessageId.of("01890a5d-ac96-774b-bccf-%012x".formatted(made)));
  }
}
