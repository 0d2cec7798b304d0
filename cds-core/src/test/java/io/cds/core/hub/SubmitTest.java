package io.cds.core.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.Event;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.store.HubMessageRow;
import io.cds.api.store.PartyMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole envelopes in batches. */
class SubmitTest {
  private final Network network = new Network();
  private final CdsHub hub = network.node();
  private final Member school = network.member(hub, Network.SCHOOL);
  private final Member edb = network.member(hub, Network.EDB);
  private final Mailbox outbox = hub.mailbox(Network.SCHOOL);
  private final Mailbox inbox = hub.mailbox(Network.EDB);

  @Test
  void l01_an_accepted_envelope_is_committed_and_waits_with_the_receipt() {
    Envelope envelope = school.seal(5_000, edb);

    Offer offer = Told.submit(outbox, envelope);

    assertThat(Told.texts(network.codec, offer.receipts())).containsExactly("ACCEPTED HUB");
    assertThat(offer.durable()).isEqualTo(5_000);
    assertThat(Told.waiting(inbox))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.head()).contains(envelope.head());
              assertThat(item.receipts()).isEqualTo(offer.receipts());
              assertThat(item.contentLength()).isEqualTo(5_000);
              assertThat(item.content().orElseThrow().open().readAllBytes())
                  .isEqualTo(Told.octets(envelope));
            });
    assertThat(outbox.receipts(school.idOf(envelope))).isEqualTo(offer.receipts());
  }

  @Test
  void l04_a_duplicate_is_answered_with_the_same_octets_and_waits_once() {
    Envelope envelope = school.seal(100, edb);

    Offer first = Told.submit(outbox, envelope);
    network.clock.advance(Duration.ofHours(1));
    Offer second = Told.submit(outbox, envelope);
    Offer twice = outbox.submit(List.of(envelope, envelope)).get(1);

    assertThat(second).isEqualTo(first);
    assertThat(twice).isEqualTo(first);
    assertThat(Told.waiting(inbox)).hasSize(1);
  }

  @Test
  void l04_the_same_routing_record_under_another_signature_is_the_same_message() {
    Envelope envelope = school.seal(100, edb);
    Offer first = Told.submit(outbox, envelope);
    EnvelopeHead again =
        new EnvelopeHead(
            network.codec.notary().signAgain(envelope.head().routing()),
            Optional.empty(),
            envelope.head().manifest());

    assertThat(Told.submit(outbox, new Envelope(again, envelope.content()))).isEqualTo(first);
  }

  @Test
  void l04_the_same_envelope_twice_in_one_batch_is_one_message() {
    Envelope envelope = school.seal(100, edb);

    List<Offer> offers = outbox.submit(List.of(envelope, envelope));

    assertThat(offers.get(1)).isEqualTo(offers.get(0));
    assertThat(Told.waiting(inbox)).hasSize(1);
  }

  @Test
  void a_hundred_envelopes_are_answered_in_their_order() {
    List<Envelope> envelopes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      envelopes.add(school.seal(i, edb));
    }

    List<Offer> offers = outbox.submit(envelopes);

    assertThat(offers).extracting(o -> o.key().id()).isEqualTo(ids(envelopes));
    assertThat(Told.waiting(inbox)).extracting(w -> w.key().id()).isEqualTo(ids(envelopes));
    assertThat(outbox.submit(List.of())).isEmpty();
  }

  private List<MessageId> ids(List<Envelope> envelopes) {
    return envelopes.stream().map(school::idOf).toList();
  }

  @Test
  void a_batch_over_its_limits_is_refused_whole() {
    Envelope envelope = school.seal(1, edb);
    Envelope huge = new Envelope(envelope.head(), Source.of(17L << 20, () -> null));

    assertThatThrownBy(() -> outbox.submit(Collections.nCopies(101, envelope)))
        .isInstanceOfSatisfying(CdsException.class, this::isTooLarge);
    assertThatThrownBy(() -> outbox.submit(List.of(huge)))
        .isInstanceOfSatisfying(CdsException.class, this::isTooLarge);
    assertNothingKept(envelope);
  }

  private void isTooLarge(CdsException e) {
    assertThat(e.problem().code()).isEqualTo(ProblemCode.TOO_LARGE);
  }

  @Test
  void content_that_must_come_in_pieces_is_not_taken_in_a_batch_and_not_refused() {
    Offer offer = Told.submit(outbox, school.seal(Mailbox.SMALL + 1, edb));

    assertThat(offer.receipts()).isEmpty();
    assertThat(offer.problem().orElseThrow().code()).isEqualTo(ProblemCode.TOO_LARGE);
  }

  @Test
  void octets_damaged_on_the_way_are_transient_and_leave_nothing() {
    Envelope envelope = school.seal(100, edb);
    byte[] damaged = Told.octets(envelope);
    damaged[50] ^= 1;

    for (byte[] wrong : List.of(damaged, new byte[99], new byte[101])) {
      Offer offer = Told.submit(outbox, new Envelope(envelope.head(), Source.of(wrong)));
      assertThat(offer.receipts()).isEmpty();
      assertThat(offer.problem().orElseThrow().code()).isEqualTo(ProblemCode.INVALID_ENVELOPE);
    }
    assertNothingKept(envelope);
    assertThat(Told.submit(outbox, envelope).receipts()).hasSize(1);
  }

  @Test
  void a_content_that_cannot_be_read_hinders_no_other() {
    Envelope good = school.seal(10, edb);
    Envelope other = school.seal(20, edb);
    Envelope broken =
        new Envelope(
            other.head(),
            Source.of(
                20,
                () -> {
                  throw new IOException("gone");
                }));

    List<Offer> offers = outbox.submit(List.of(broken, good));

    assertThat(offers.get(0).problem().orElseThrow().code()).isEqualTo(ProblemCode.HUB_FAILED);
    assertThat(offers.get(1).receipts()).hasSize(1);
  }

  @Test
  void l02_a_forged_signature_is_refused_signed_and_nothing_else_is_kept() {
    Envelope envelope = school.seal(100, edb);
    Envelope forged = forged(envelope);

    Offer offer = Told.submit(outbox, forged);

    assertRefused(offer, "REFUSED UNREADABLE HUB");
    assertThat(network.codec.peek(offer.receipts().get(0)).routing())
        .isEqualTo(network.codec.routingDigest(forged.head().routing()));
    assertThat(Told.submit(outbox, forged)).isEqualTo(offer);
    assertNothingKept(envelope);
  }

  private Envelope forged(Envelope envelope) {
    return new Envelope(
        new EnvelopeHead(
            network.codec.notary().forge(envelope.head().routing()),
            Optional.empty(),
            envelope.head().manifest()),
        envelope.content());
  }

  @Test
  void l02_a_key_that_the_directory_does_not_have_counts_for_nothing() {
    Network elsewhere = new Network();
    Envelope envelope = school.seal(100, edb);
    Octets routing =
        network
            .codec
            .notary()
            .sign(
                network.codec.peek(envelope.head().routing()),
                elsewhere.codec.sha256(new byte[] {1}));
    EnvelopeHead strange = new EnvelopeHead(routing, Optional.empty(), envelope.head().manifest());

    assertRefused(
        Told.submit(outbox, new Envelope(strange, envelope.content())), "REFUSED UNREADABLE HUB");
  }

  @Test
  void l03_a_manifest_that_is_not_the_signed_one_is_refused_before_anything_is_stored() {
    Envelope envelope = school.seal(100, edb);
    EnvelopeHead other =
        new EnvelopeHead(
            envelope.head().routing(), Optional.empty(), Octets.of(new byte[] {1, 2, 3}));

    assertRefused(
        Told.submit(outbox, new Envelope(other, envelope.content())), "REFUSED UNREADABLE HUB");
    assertNothingKept(envelope);
  }

  @Test
  void l03_octets_that_are_no_signed_routing_record_are_refused_before_anything_is_stored() {
    Envelope envelope = school.seal(100, edb);
    EnvelopeHead clear =
        new EnvelopeHead(
            Octets.of("{\"clear\":true}".getBytes(US_ASCII)),
            Optional.empty(),
            envelope.head().manifest());

    assertThatThrownBy(() -> Told.submit(outbox, new Envelope(clear, envelope.content())))
        .isInstanceOfSatisfying(
            CdsException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.INVALID_ENVELOPE));
    assertThatThrownBy(() -> outbox.offer(clear)).isInstanceOf(CdsException.class);
  }

  @Test
  void a_routing_record_or_manifest_over_its_limit_is_refused() {
    Envelope envelope = school.seal(100, edb);
    EnvelopeHead manifest =
        new EnvelopeHead(
            envelope.head().routing(), Optional.empty(), Octets.of(new byte[(4 << 20) + 1]));
    EnvelopeHead routing =
        new EnvelopeHead(
            Octets.of(new byte[(32 << 10) + 1]), Optional.empty(), envelope.head().manifest());

    assertRefused(
        Told.submit(outbox, new Envelope(manifest, envelope.content())), "REFUSED TOO_LARGE HUB");
    assertThatThrownBy(() -> outbox.offer(routing))
        .isInstanceOfSatisfying(CdsException.class, this::isTooLarge);
  }

  @Test
  void a_content_over_the_limit_of_the_hub_is_refused() {
    CdsHub small =
        network.builder(network.store).limits(HubLimits.defaults().withContent(99)).build();

    assertRefused(
        Told.submit(small.mailbox(Network.SCHOOL), school.seal(100, edb)), "REFUSED TOO_LARGE HUB");
    assertThat(Told.submit(small.mailbox(Network.SCHOOL), school.seal(99, edb)).receipts())
        .hasSize(1);
  }

  @Test
  void a_message_whose_time_has_passed_is_refused() {
    Envelope envelope = school.seal(school.nextId(), 1, Duration.ofHours(1), 10, edb);
    network.clock.advance(Duration.ofHours(1));

    assertRefused(Told.submit(outbox, envelope), "REFUSED EXPIRED HUB");
  }

  @Test
  void a_clock_that_is_ahead_is_told_and_nothing_is_refused_for_ever() {
    network.clock.advance(Duration.ofMinutes(6));
    Envelope envelope = school.seal(10, edb);
    network.clock.advance(Duration.ofMinutes(-6));

    Offer early = Told.submit(outbox, envelope);
    network.clock.advance(Duration.ofMinutes(2));

    assertThat(early.receipts()).isEmpty();
    assertThat(early.problem().orElseThrow().code()).isEqualTo(ProblemCode.CLOCK);
    assertThat(Told.texts(network.codec, Told.submit(outbox, envelope).receipts()))
        .containsExactly("ACCEPTED HUB");
  }

  @Test
  void a_recipient_that_is_not_registered_is_refused() {
    Member other = network.newcomer(hub, Network.HKEAA);

    assertRefused(Told.submit(outbox, school.seal(10, other)), "REFUSED POLICY HUB");
  }

  @Test
  void a_message_sealed_to_a_key_of_another_use_or_party_is_refused() {
    Envelope envelope = school.seal(10, edb);
    KnownKey open = known(edb, KeyUse.OPEN);
    network.store.transact(
        tx -> {
          tx.keys().put(Network.HUB, open.with(KeyState.PENDING));
          return true;
        });

    assertRefused(Told.submit(outbox, envelope), "REFUSED UNREADABLE HUB");
  }

  private KnownKey known(Member member, KeyUse use) {
    return network
        .store
        .transact(tx -> tx.keys().find(Network.HUB, member.certificateDigest(use)))
        .orElseThrow();
  }

  @Test
  void l02_a_message_of_another_party_is_never_taken_nor_signed_about() {
    Envelope foreign = edb.seal(10, school);

    Offer offer = Told.submit(outbox, foreign);
    Offer head = outbox.offer(foreign.head());

    assertThat(offer.receipts()).isEmpty();
    assertThat(offer.problem().orElseThrow().code()).isEqualTo(ProblemCode.REQUEST_REFUSED);
    assertThat(head).isEqualTo(offer);
    assertThat(Told.submit(inbox, foreign).receipts()).hasSize(1);
  }

  @Test
  void another_message_with_an_accepted_id_is_an_id_conflict() {
    MessageId id = school.nextId();
    Envelope first = school.seal(id, 1, 10, edb);
    Envelope second = school.seal(id, 2, 20, edb);
    Told.submit(outbox, first);

    Offer offer = Told.submit(outbox, second);

    assertThat(Told.texts(network.codec, offer.receipts()))
        .containsExactly("ACCEPTED HUB", "REFUSED ID_CONFLICT HUB");
    assertThat(Told.submit(outbox, second)).isEqualTo(offer);
    assertThat(outbox.offer(second.head())).isEqualTo(offer);
    assertThat(Told.waiting(inbox))
        .singleElement()
        .satisfies(w -> assertThat(w.head()).contains(first.head()));
  }

  @Test
  void two_messages_of_one_id_in_one_batch_are_a_conflict_and_no_loss() {
    MessageId id = school.nextId();

    List<Offer> offers =
        outbox.submit(List.of(school.seal(id, 1, 10, edb), school.seal(id, 2, 20, edb)));

    assertThat(Told.texts(network.codec, offers.get(0).receipts())).contains("ACCEPTED HUB");
    assertThat(Told.texts(network.codec, offers.get(1).receipts()))
        .contains("REFUSED ID_CONFLICT HUB");
    assertThat(Told.waiting(inbox)).hasSize(1);
  }

  @Test
  void l06_a_message_that_was_refused_may_be_sealed_again_under_its_id() {
    MessageId id = school.nextId();
    Told.submit(outbox, forged(school.seal(id, 1, 10, edb)));

    Offer offer = Told.submit(outbox, school.seal(id, 2, 10, edb));

    assertThat(Told.texts(network.codec, offer.receipts()))
        .containsExactly("REFUSED UNREADABLE HUB", "ACCEPTED HUB");
    assertThat(Told.waiting(inbox)).hasSize(1);
  }

  @Test
  void two_parties_may_use_one_id() {
    MessageId id = school.nextId();
    Member hkeaa = network.member(hub, Network.HKEAA);
    Told.submit(outbox, school.seal(id, 1, 10, edb));
    Told.submit(hub.mailbox(Network.HKEAA), hkeaa.seal(id, 1, 10, edb));

    assertThat(Told.waiting(inbox))
        .extracting(w -> w.key())
        .containsExactly(new MessageKey(Network.SCHOOL, id), new MessageKey(Network.HKEAA, id));
  }

  @Test
  void every_decision_is_in_the_history_with_its_real_reason() {
    Envelope forged = forged(school.seal(10, edb));
    Told.submit(outbox, forged);
    MessageKey key = new MessageKey(Network.SCHOOL, school.idOf(forged));

    List<Event> history = network.store.transact(tx -> tx.events().of(Network.SCHOOL, key));
    assertThat(history)
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.what()).isEqualTo("REFUSED");
              assertThat(e.problem().orElseThrow().detail()).startsWith("SIGNATURE");
            });
  }

  private void assertRefused(Offer offer, String text) {
    assertThat(Told.texts(network.codec, offer.receipts())).containsExactly(text);
    assertThat(offer.durable()).isZero();
    assertThat(Told.waiting(inbox)).isEmpty();
  }

  private void assertNothingKept(Envelope envelope) {
    MessageKey key = new MessageKey(Network.SCHOOL, school.idOf(envelope));
    Optional<HubMessageRow> row =
        network.store.transact(tx -> tx.hubMessages().find(new PartyMessage(Network.SCHOOL, key)));
    assertThat(row).isEmpty();
    assertThat(network.store.sweep(Duration.ZERO)).isZero();
  }
}
