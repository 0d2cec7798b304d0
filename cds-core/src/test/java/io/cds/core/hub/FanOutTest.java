package io.cds.core.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.KeyUse;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.testkit.network.DyingStore;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From the sender's partition to the recipients' and back. */
class FanOutTest {
  private final Network network = new Network();
  private final CdsHub hub = network.node();
  private final Member school = network.member(hub, Network.SCHOOL);
  private final Member edb = network.member(hub, Network.EDB);
  private final Member hkeaa = network.member(hub, Network.HKEAA);
  private final Mailbox outbox = hub.mailbox(Network.SCHOOL);
  private final Mailbox inbox = hub.mailbox(Network.EDB);

  @Test
  void every_recipient_gets_it_and_nobody_else() {
    Told.submit(outbox, school.seal(10, edb, hkeaa));

    assertThat(Told.waiting(inbox)).hasSize(1);
    assertThat(Told.waiting(hub.mailbox(Network.HKEAA))).hasSize(1);
    assertThat(Told.waiting(outbox)).isEmpty();
    assertThat(hub.tick()).isZero();
  }

  @Test
  void a_message_to_oneself_comes_back_to_oneself() {
    Envelope envelope = school.seal(10, school);
    Told.submit(outbox, envelope);
    outbox.post(List.of(school.testify(envelope, ReceiptEvent.DELIVERED)));

    assertThat(Told.waiting(outbox)).hasSize(2);
    assertThat(Told.texts(network.codec, outbox.receipts(school.idOf(envelope))))
        .containsExactly("ACCEPTED HUB", "DELIVERED 010300");
  }

  @Test
  void l05_a_crash_at_any_transaction_of_a_submission_loses_and_doubles_nothing() {
    int transactions = 0;
    boolean died = true;
    for (int n = 1; died; n++) {
      for (boolean afterCommit : new boolean[] {false, true}) {
        died = crashedSubmission(n, afterCommit);
      }
      transactions = n;
    }

    assertThat(transactions).as("transactions of a submission").isGreaterThan(4);
  }

  private boolean crashedSubmission(int transaction, boolean afterCommit) {
    Envelope envelope = school.seal(10, edb, hkeaa);
    DyingStore faulty = new DyingStore(network.store);
    Mailbox doomed = network.node(faulty).mailbox(Network.SCHOOL);
    faulty.dieAt(transaction, afterCommit);
    Optional<Offer> promised = Optional.empty();
    try {
      promised = Optional.of(Told.submit(doomed, envelope));
    } catch (CdsException e) {
      assertThat(e.problem().code()).isEqualTo(ProblemCode.STORE_FAILED);
    }
    restartAndTick();
    Offer again = Told.submit(outbox, envelope);

    promised.ifPresent(offer -> assertThat(again).isEqualTo(offer));
    assertThat(Told.texts(network.codec, again.receipts())).containsExactly("ACCEPTED HUB");
    assertWaitsOnce(Network.EDB, envelope);
    assertWaitsOnce(Network.HKEAA, envelope);
    return faulty.died();
  }

  /** A fresh node, after the leases of the dead one have ended. */
  private void restartAndTick() {
    network.clock.advance(Duration.ofMinutes(2));
    network.node().tick();
  }

  private void assertWaitsOnce(PartyCode party, Envelope envelope) {
    assertThat(Told.waiting(hub.mailbox(party)))
        .filteredOn(w -> w.key().id().equals(school.idOf(envelope)))
        .filteredOn(w -> w.head().isPresent())
        .hasSize(1);
  }

  @Test
  void a_crash_between_commit_and_fan_out_is_made_good_by_a_tick() {
    Envelope envelope = school.seal(10, edb, hkeaa);
    DyingStore faulty = new DyingStore(network.store);
    Mailbox doomed = network.node(faulty).mailbox(Network.SCHOOL);
    doomed.submit(List.of());
    faulty.dieAt(firstOfFanOut(), false);

    Offer offer = Told.submit(doomed, envelope);

    assertThat(faulty.died()).isTrue();
    assertThat(Told.texts(network.codec, offer.receipts())).containsExactly("ACCEPTED HUB");
    assertThat(Told.waiting(hub.mailbox(Network.HKEAA))).isEmpty();
    assertThat(network.node().tick()).isEqualTo(1);
    assertWaitsOnce(Network.EDB, envelope);
    assertWaitsOnce(Network.HKEAA, envelope);
    assertThat(hub.tick()).isZero();
  }

  /** One acceptance; then comes the lease. */
  private static int firstOfFanOut() {
    return 2;
  }

  @Test
  void l05_a_crash_at_any_transaction_of_an_upload_loses_and_doubles_nothing() {
    boolean died = true;
    for (int n = 1; died; n++) {
      for (boolean afterCommit : new boolean[] {false, true}) {
        died = crashedUpload(n, afterCommit);
      }
    }
  }

  private boolean crashedUpload(int transaction, boolean afterCommit) {
    Envelope envelope = school.seal(Mailbox.PIECE + 1, edb, hkeaa);
    DyingStore faulty = new DyingStore(network.store);
    Mailbox doomed = network.node(faulty).mailbox(Network.SCHOOL);
    faulty.dieAt(transaction, afterCommit);
    try {
      upload(doomed, envelope);
    } catch (CdsException e) {
      assertThat(e.problem().code()).isEqualTo(ProblemCode.STORE_FAILED);
    }
    restartAndTick();
    Offer settled = upload(outbox, envelope);

    assertThat(Told.texts(network.codec, settled.receipts())).containsExactly("ACCEPTED HUB");
    assertWaitsOnce(Network.EDB, envelope);
    assertWaitsOnce(Network.HKEAA, envelope);
    return faulty.died();
  }

  private Offer upload(Mailbox mailbox, Envelope envelope) {
    Offer offer = mailbox.offer(envelope.head());
    while (offer.receipts().isEmpty()) {
      offer =
          mailbox.append(
              school.idOf(envelope), offer.durable(), Told.piece(envelope, offer.durable()));
    }
    return offer;
  }

  @Test
  void a_whole_upload_whose_node_died_unchecked_is_settled_by_a_tick() {
    Envelope envelope = school.seal(10, edb);
    for (int n = 1; ; n++) {
      DyingStore faulty = new DyingStore(network.store);
      Mailbox doomed = network.node(faulty).mailbox(Network.SCHOOL);
      doomed.offer(envelope.head());
      faulty.dieAt(n, true);
      assertThatThrownBy(() -> doomed.append(school.idOf(envelope), 0, Told.piece(envelope, 0)))
          .isInstanceOf(CdsException.class);
      if (isWhole(envelope)) {
        break;
      }
    }

    assertThat(outbox.receipts(school.idOf(envelope))).isEmpty();
    restartAndTick();

    assertThat(Told.texts(network.codec, outbox.receipts(school.idOf(envelope))))
        .containsExactly("ACCEPTED HUB");
    assertWaitsOnce(Network.EDB, envelope);
  }

  private boolean isWhole(Envelope envelope) {
    MessageKey key = new MessageKey(Network.SCHOOL, school.idOf(envelope));
    return network
        .store
        .transact(tx -> Standing.of(tx, Network.HUB, key).row())
        .filter(row -> row.content().isPresent())
        .isPresent();
  }

  @Test
  void receipts_come_back_to_the_sender_once() {
    Envelope envelope = school.seal(10, edb);
    Told.submit(outbox, envelope);
    SignedReceipt delivered = edb.testify(envelope, ReceiptEvent.DELIVERED);
    SignedReceipt opened = edb.testify(envelope, ReceiptEvent.OPENED);

    inbox.post(List.of(delivered));
    inbox.post(List.of(delivered, opened));
    inbox.post(List.of(edb.testify(envelope, ReceiptEvent.OPENED)));

    assertThat(Told.waiting(outbox))
        .extracting(w -> w.receipts().get(0))
        .containsExactly(delivered, opened);
    assertThat(Told.waiting(outbox)).allMatch(w -> w.head().isEmpty());
    assertThat(outbox.receipts(school.idOf(envelope))).hasSize(3).endsWith(delivered, opened);
    assertThat(Told.submit(outbox, envelope).receipts()).hasSize(3);
  }

  @Test
  void l05_a_crash_at_any_transaction_of_posting_loses_and_doubles_nothing() {
    boolean died = true;
    for (int n = 1; died; n++) {
      for (boolean afterCommit : new boolean[] {false, true}) {
        died = crashedPosting(n, afterCommit);
      }
    }
  }

  private boolean crashedPosting(int transaction, boolean afterCommit) {
    Envelope envelope = school.seal(10, edb);
    Told.submit(outbox, envelope);
    SignedReceipt delivered = edb.testify(envelope, ReceiptEvent.DELIVERED);
    DyingStore faulty = new DyingStore(network.store);
    Mailbox doomed = network.node(faulty).mailbox(Network.EDB);
    faulty.dieAt(transaction, afterCommit);
    try {
      doomed.post(List.of(delivered));
    } catch (CdsException e) {
      assertThat(e.problem().code()).isEqualTo(ProblemCode.STORE_FAILED);
    }
    restartAndTick();
    inbox.post(List.of(delivered));

    assertThat(outbox.receipts(school.idOf(envelope))).hasSize(2).endsWith(delivered);
    assertThat(Told.waiting(outbox))
        .filteredOn(w -> w.receipts().equals(List.of(delivered)))
        .hasSize(1);
    return faulty.died();
  }

  @Test
  void a_recipient_testifies_for_itself_alone_and_only_about_what_it_was_handed() {
    Envelope envelope = school.seal(10, edb);
    Envelope never = school.seal(10, edb);
    Told.submit(outbox, envelope);

    assertRefused(Network.EDB, hkeaa.testify(envelope, ReceiptEvent.DELIVERED));
    assertRefused(Network.HKEAA, hkeaa.testify(envelope, ReceiptEvent.DELIVERED));
    assertRefused(Network.EDB, edb.testify(never, ReceiptEvent.DELIVERED));
    assertRefused(Network.SCHOOL, school.testify(envelope, ReceiptEvent.DELIVERED));
    assertRefused(
        Network.EDB,
        edb.testify(
            envelope, ReceiptEvent.DELIVERED, Network.HKEAA, Optional.empty(), KeyUse.TRANSMIT));
    assertRefused(
        Network.EDB,
        edb.testify(envelope, ReceiptEvent.OPENED, Network.EDB, Optional.empty(), KeyUse.TRANSMIT));
    assertRefused(Network.EDB, edb.testify(envelope, ReceiptEvent.ACCEPTED));
    assertRefused(Network.EDB, edb.testify(envelope, ReceiptEvent.RECALLED));
    assertThat(Told.waiting(outbox)).isEmpty();
  }

  @Test
  void a_receipt_about_another_seal_than_the_one_handed_over_is_refused() {
    Envelope envelope = school.seal(10, edb);
    Told.submit(outbox, envelope);

    assertRefused(
        Network.EDB,
        edb.testify(school.seal(school.idOf(envelope), 2, 10, edb), ReceiptEvent.DELIVERED));
  }

  @Test
  void l14_one_wrong_receipt_hinders_no_other() {
    Envelope envelope = school.seal(10, edb);
    Told.submit(outbox, envelope);
    SignedReceipt wrong = edb.testify(envelope, ReceiptEvent.ACCEPTED);
    SignedReceipt right = edb.testify(envelope, ReceiptEvent.DELIVERED);

    assertThatThrownBy(() -> inbox.post(List.of(wrong, right))).isInstanceOf(CdsException.class);

    assertThat(Told.waiting(outbox)).singleElement().matches(w -> w.receipts().contains(right));
  }

  @Test
  void more_receipts_than_the_limit_are_not_taken() {
    Envelope envelope = school.seal(10, edb);
    SignedReceipt receipt = edb.testify(envelope, ReceiptEvent.DELIVERED);

    assertThatThrownBy(() -> inbox.post(Collections.nCopies(101, receipt)))
        .isInstanceOfSatisfying(
            CdsException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.TOO_LARGE));
  }

  private void assertRefused(PartyCode by, SignedReceipt receipt) {
    assertThatThrownBy(() -> hub.mailbox(by).post(List.of(receipt)))
        .isInstanceOfSatisfying(
            CdsException.class,
            e ->
                assertThat(e.problem().code())
                    .isIn(ProblemCode.INVALID_ENVELOPE, ProblemCode.UNKNOWN_MESSAGE));
  }

  @Test
  void two_nodes_over_one_store_answer_the_same_receipts() {
    Mailbox other = network.node().mailbox(Network.SCHOOL);
    Envelope envelope = school.seal(10, edb);

    Offer first = Told.submit(outbox, envelope);

    assertThat(Told.submit(other, envelope)).isEqualTo(first);
    assertThat(other.receipts(school.idOf(envelope))).isEqualTo(first.receipts());
    assertThat(Told.waiting(network.node().mailbox(Network.EDB))).hasSize(1);
  }

  @Test
  void l15_work_of_a_frozen_node_is_done_by_another_and_the_first_changes_nothing_more() {
    Envelope envelope = school.seal(10, edb);
    DyingStore faulty = new DyingStore(network.store);
    Mailbox frozen = network.node(faulty).mailbox(Network.SCHOOL);
    frozen.submit(List.of());
    faulty.dieAt(firstOfFanOut() + 1, false);
    Told.submit(frozen, envelope);

    assertThat(hub.tick()).as("while the lease holds").isZero();
    network.clock.advance(Duration.ofMinutes(1));
    assertThat(hub.tick()).isEqualTo(1);

    assertWaitsOnce(Network.EDB, envelope);
  }
}
