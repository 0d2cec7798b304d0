package io.cds.core.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Heads whose content follows in pieces. */
class UploadTest {
  private static final long MIB = Mailbox.PIECE;

  private final Network network = new Network();
  private final CdsHub hub = network.node();
  private final Member school = network.member(hub, Network.SCHOOL);
  private final Member edb = network.member(hub, Network.EDB);
  private final Mailbox outbox = hub.mailbox(Network.SCHOOL);
  private final Mailbox inbox = hub.mailbox(Network.EDB);
  private final Envelope large = school.seal((int) (2 * MIB + 777), edb);
  private final MessageId id = school.idOf(large);

  @Test
  void pieces_make_a_whole_that_is_accepted_with_the_last_octet() throws Exception {
    assertThat(outbox.offer(large.head()).durable()).isZero();
    assertThat(append(0).durable()).isEqualTo(MIB);
    assertThat(append(MIB).receipts()).isEmpty();
    Offer last = append(2 * MIB);

    assertThat(last.durable()).isEqualTo(2 * MIB + 777);
    assertThat(Told.texts(network.codec, last.receipts())).containsExactly("ACCEPTED HUB");
    assertThat(Told.waiting(inbox))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.contentLength()).isEqualTo(2 * MIB + 777);
              assertThat(item.content()).isEmpty();
              assertThat(item.receipts()).isEqualTo(last.receipts());
            });
    try (InputStream in = inbox.content(key(), 0, 2 * MIB + 777)) {
      assertThat(in.readAllBytes()).isEqualTo(Told.octets(large));
    }
  }

  @Test
  void l04_every_call_may_be_repeated() {
    outbox.offer(large.head());
    append(0);
    assertThat(append(0).durable()).isEqualTo(MIB);
    assertThat(outbox.offer(large.head()).durable()).isEqualTo(MIB);
    append(MIB);
    Offer last = append(2 * MIB);

    assertThat(append(2 * MIB)).isEqualTo(last);
    assertThat(append(0)).isEqualTo(last);
    assertThat(outbox.offer(large.head())).isEqualTo(last);
    assertThat(Told.waiting(inbox)).hasSize(1);
  }

  @Test
  void an_offset_that_is_not_the_end_changes_nothing_and_tells_the_end() {
    outbox.offer(large.head());
    assertThat(append(MIB).durable()).isZero();
    append(0);
    assertThat(append(2 * MIB).durable()).isEqualTo(MIB);
    assertThat(outbox.append(id, 5, Source.of(new byte[10])).durable()).isEqualTo(MIB);
    assertThat(outbox.append(id, -1, Source.of(new byte[10])).durable()).isEqualTo(MIB);
    append(MIB);

    assertThat(append(2 * MIB).receipts()).hasSize(1);
  }

  @Test
  void a_piece_of_a_wrong_length_is_not_taken() {
    outbox.offer(large.head());
    for (int wrong : List.of(0, 10, (int) MIB - 1, (int) MIB + 1)) {
      Offer offer = outbox.append(id, 0, Source.of(new byte[wrong]));
      assertThat(offer.durable()).isZero();
      assertThat(offer.problem().orElseThrow().code()).isEqualTo(ProblemCode.INVALID_ENVELOPE);
    }
    append(0);
    append(MIB);
    assertThat(outbox.append(id, 2 * MIB, Source.of(new byte[(int) MIB])).problem()).isPresent();
    assertThat(append(2 * MIB).receipts()).hasSize(1);
  }

  @Test
  void a_piece_that_ends_early_leaves_the_upload_where_it_was() {
    outbox.offer(large.head());
    append(0);
    Source torn = Source.of(MIB, () -> new ByteArrayInputStream(new byte[1_000]));

    assertThatThrownBy(() -> outbox.append(id, MIB, torn)).isInstanceOf(CdsException.class);

    assertThat(outbox.offer(large.head()).durable()).isEqualTo(MIB);
    append(MIB);
    assertThat(append(2 * MIB).receipts()).hasSize(1);
  }

  @Test
  void octets_damaged_on_the_way_are_dropped_and_may_be_sent_again() {
    outbox.offer(large.head());
    outbox.append(id, 0, Source.of(new byte[(int) MIB]));
    append(MIB);
    Offer damaged = append(2 * MIB);

    assertThat(damaged.durable()).isZero();
    assertThat(damaged.receipts()).isEmpty();
    assertThat(damaged.problem().orElseThrow().code()).isEqualTo(ProblemCode.INVALID_ENVELOPE);
    assertThat(Told.waiting(inbox)).isEmpty();
    append(0);
    append(MIB);
    assertThat(append(2 * MIB).receipts()).hasSize(1);
  }

  @Test
  void a_later_seal_takes_the_place_of_an_unfinished_upload() {
    outbox.offer(large.head());
    append(0);
    Envelope again = school.seal(id, 2, (int) MIB + 1, edb);

    assertThat(outbox.offer(again.head()).durable()).isZero();
    outbox.append(id, 0, Told.piece(again, 0));
    Offer last = outbox.append(id, MIB, Told.piece(again, MIB));

    assertThat(Told.texts(network.codec, last.receipts())).containsExactly("ACCEPTED HUB");
    assertThat(Told.waiting(inbox))
        .singleElement()
        .satisfies(w -> assertThat(w.head()).contains(again.head()));
  }

  @Test
  void l09_a_key_that_was_revoked_during_the_upload_does_not_count_at_its_end() {
    outbox.offer(large.head());
    append(0);
    append(MIB);
    revoke(KeyUse.SIGN);

    Offer last = append(2 * MIB);

    assertThat(Told.texts(network.codec, last.receipts()))
        .containsExactly("REFUSED UNREADABLE HUB");
    assertThat(append(2 * MIB)).isEqualTo(last);
    assertThat(outbox.offer(large.head())).isEqualTo(last);
    assertThat(Told.waiting(inbox)).isEmpty();
  }

  private void revoke(KeyUse use) {
    network.store.transact(
        tx -> {
          KnownKey k = tx.keys().find(Network.HUB, school.certificateDigest(use)).orElseThrow();
          Optional<Instant> now = Optional.of(tx.now());
          tx.keys()
              .put(
                  Network.HUB,
                  new KnownKey(
                      k.party(),
                      k.use(),
                      KeyState.REVOKED,
                      k.certificate(),
                      k.digest(),
                      k.notBefore(),
                      k.notAfter(),
                      now,
                      now));
          return true;
        });
  }

  @Test
  void a_message_that_expires_during_the_upload_is_refused_at_its_end() {
    Envelope brief = school.seal(school.nextId(), 1, Duration.ofHours(1), 10, edb);
    outbox.offer(brief.head());
    network.clock.advance(Duration.ofHours(2));

    Offer last = outbox.append(school.idOf(brief), 0, Told.piece(brief, 0));

    assertThat(Told.texts(network.codec, last.receipts())).containsExactly("REFUSED EXPIRED HUB");
  }

  @Test
  void unknown_and_foreign_ids_are_answered_alike() {
    outbox.offer(large.head());
    Source piece = Told.piece(large, 0);

    CdsException foreign = thrown(() -> inbox.append(id, 0, piece));
    CdsException unknown = thrown(() -> outbox.append(school.nextId(), 0, piece));

    assertThat(foreign.problem().code()).isEqualTo(ProblemCode.UNKNOWN_MESSAGE);
    assertThat(unknown.problem().code()).isEqualTo(ProblemCode.UNKNOWN_MESSAGE);
    assertThat(thrown(() -> inbox.receipts(id)).problem().code())
        .isEqualTo(ProblemCode.UNKNOWN_MESSAGE);
    assertThat(thrown(() -> inbox.content(key(), 0, 1)).problem().code())
        .isEqualTo(ProblemCode.UNKNOWN_MESSAGE);
    assertThat(outbox.receipts(id)).isEmpty();
  }

  private static CdsException thrown(Callable<?> call) {
    try {
      call.call();
    } catch (CdsException e) {
      return e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("Expected a CdsException");
  }

  @Test
  void two_nodes_carry_on_each_others_uploads() {
    Mailbox other = network.node().mailbox(Network.SCHOOL);
    outbox.offer(large.head());
    append(0);
    assertThat(other.offer(large.head()).durable()).isEqualTo(MIB);
    other.append(id, MIB, Told.piece(large, MIB));
    Offer last = append(2 * MIB);

    assertThat(other.append(id, 2 * MIB, Told.piece(large, 2 * MIB))).isEqualTo(last);
    assertThat(other.offer(large.head())).isEqualTo(last);
  }

  @Test
  void l19_the_same_piece_from_many_calls_at_once_ends_in_one_message() throws Exception {
    outbox.offer(large.head());
    List<Mailbox> nodes = List.of(outbox, outbox, network.node().mailbox(Network.SCHOOL));
    for (long offset = 0; offset <= 2 * MIB; offset += MIB) {
      long at = offset;
      atOnce(nodes, mailbox -> mailbox.append(id, at, Told.piece(large, at)));
    }
    Offer settled = untilSettled();

    assertThat(Told.texts(network.codec, settled.receipts())).containsExactly("ACCEPTED HUB");
    assertThat(Told.waiting(inbox)).hasSize(1);
    try (InputStream in = inbox.content(key(), 0, 2 * MIB + 777)) {
      assertThat(in.readAllBytes()).isEqualTo(Told.octets(large));
    }
  }

  /** A sender goes on from where the hub stands. */
  private Offer untilSettled() {
    Offer offer = outbox.offer(large.head());
    for (int i = 0; i < 10 && offer.receipts().isEmpty(); i++) {
      offer = append(offer.durable());
    }
    return offer;
  }

  private interface Call {
    Offer on(Mailbox mailbox);
  }

  /** Two nodes may disturb each other's piece; then one of them says that it failed. */
  private static void atOnce(List<Mailbox> mailboxes, Call call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(mailboxes.size());
    CyclicBarrier start = new CyclicBarrier(mailboxes.size());
    try {
      List<Future<Boolean>> calls = new ArrayList<>();
      for (Mailbox mailbox : mailboxes) {
        calls.add(
            threads.submit(
                () -> {
                  start.await();
                  try {
                    return call.on(mailbox).durable() > 0;
                  } catch (CdsException e) {
                    return false;
                  }
                }));
      }
      for (Future<Boolean> done : calls) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private Offer append(long offset) {
    return outbox.append(id, offset, Told.piece(large, offset));
  }

  private MessageKey key() {
    return new MessageKey(Network.SCHOOL, id);
  }
}
