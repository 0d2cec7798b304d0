package io.cds.core.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.Cursor;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Settings;
import io.cds.api.envelope.DirectoryAnswer;
import io.cds.api.envelope.DirectoryEntry;
import io.cds.api.envelope.DirectoryKey;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyDirectory;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.SignedRequest;
import io.cds.testkit.fake.FakeVault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Key records, directory answers, and whose request it is. */
class DirectoryTest {
  private static final Problem NO = Problem.of(ProblemCode.REQUEST_REFUSED);

  private final Network network = new Network();
  private final CdsHub hub = network.node();
  private final Member school = network.newcomer(hub, Network.SCHOOL);
  private final Mailbox mailbox = hub.mailbox(Network.SCHOOL);

  @Test
  void a_published_record_makes_its_keys_count() {
    Octets record = school.record(1);
    mailbox.publish(record);

    DirectoryAnswer answer = ask(Network.SCHOOL);
    DirectoryEntry entry = answer.entries().get(0);
    assertThat(entry.record()).isEqualTo(record);
    assertThat(entry.name()).isEqualTo("010300");
    assertThat(entry.keys())
        .extracting(DirectoryKey::state)
        .containsExactly(KeyState.ACTIVE, KeyState.ACTIVE, KeyState.ACTIVE);
    assertThat(answer.by()).isEqualTo(Network.HUB);
    assertThat(answer.asOf()).isEqualTo(network.clock.instant());
    assertThat(answer.until()).isEqualTo(network.clock.instant().plus(Duration.ofHours(24)));
    assertThat(answer.net()).isEqualTo(hub.identity().net());
  }

  private DirectoryAnswer ask(PartyCode... parties) {
    return network.codec.directoryAnswer(mailbox.directory(List.of(parties)), hubKeys());
  }

  private KeyDirectory hubKeys() {
    List<KnownKey> keys =
        hub.identity().receiptCertificates().stream()
            .map(c -> network.codec.certificate(c, hub.identity().root()))
            .toList();
    return new KeyDirectory() {
      @Override
      public Sha256 net() {
        return hub.identity().net();
      }

      @Override
      public Optional<KnownKey> key(Sha256 certificate) {
        return keys.stream().filter(k -> k.digest().equals(certificate)).findFirst();
      }

      @Override
      public List<KnownKey> keys(PartyCode party, KeyUse use) {
        return keys;
      }
    };
  }

  @Test
  void parties_without_a_record_and_unknown_ones_are_absent() {
    DirectoryAnswer answer = ask(Network.SCHOOL, Network.HKEAA, Network.SCHOOL);

    assertThat(answer.entries()).isEmpty();
    assertThat(answer.absent()).containsExactly(Network.SCHOOL, Network.HKEAA);
    assertThatThrownBy(() -> mailbox.directory(Collections.nCopies(101, Network.SCHOOL)))
        .hasMessageContaining("TOO_LARGE");
  }

  @Test
  void l04_the_same_record_again_changes_nothing() {
    Octets record = school.record(1);
    mailbox.publish(record);
    mailbox.publish(record);

    assertThat(ask(Network.SCHOOL).entries().get(0).record()).isEqualTo(record);
  }

  @Test
  void a_counter_never_falls_and_is_never_used_twice() {
    Octets first = school.record(5);
    Octets second = school.record(6);
    mailbox.publish(first);
    mailbox.publish(second);

    assertThatThrownBy(() -> mailbox.publish(first)).hasMessageContaining("KEY_RECORD");
    assertThatThrownBy(() -> mailbox.publish(school.record(6))).hasMessageContaining("KEY_RECORD");
    assertThat(ask(Network.SCHOOL).entries().get(0).record()).isEqualTo(second);
  }

  @Test
  void a_record_of_another_party_or_with_keys_of_another_is_refused() {
    Member edb = network.member(hub, Network.EDB);

    assertThatThrownBy(() -> mailbox.publish(edb.record(9))).hasMessageContaining("KEY_RECORD");
    assertThatThrownBy(() -> mailbox.publish(edb.record(9, List.of(KeyUse.SIGN), Network.SCHOOL)))
        .hasMessageContaining("KEY_RECORD");
    assertThat(ask(Network.SCHOOL).absent()).containsExactly(Network.SCHOOL);
  }

  @Test
  void a_record_that_its_own_key_did_not_sign_is_refused() {
    Octets forged = network.codec.notary().forge(school.record(1));

    assertThatThrownBy(() -> mailbox.publish(forged)).hasMessageContaining("KEY_RECORD");
  }

  @Test
  void keys_that_a_later_record_leaves_out_are_retired_and_never_come_back() {
    mailbox.publish(school.record(1));
    Octets later = school.record(2, List.of(KeyUse.SIGN, KeyUse.OPEN), Network.SCHOOL);
    Octets last = school.record(3);
    mailbox.publish(later);
    assertThat(states(KeyUse.TRANSMIT)).containsExactly(KeyState.RETIRED);
    mailbox.publish(last);

    assertThat(states(KeyUse.TRANSMIT)).containsExactly(KeyState.RETIRED);
    assertThat(states(KeyUse.SIGN)).containsExactly(KeyState.ACTIVE);
  }

  @Test
  void l09_after_enrolling_anew_the_old_keys_are_retired_when_the_new_are_published() {
    mailbox.publish(school.record(1));
    Envelope old = network.member(hub, Network.EDB).seal(10, school);
    SignedRequest before = school.signed("GET /");
    network.clock.advance(Duration.ofDays(1));
    Member again = network.newcomer(hub, Network.SCHOOL);
    assertThat(states(KeyUse.SIGN)).containsExactly(KeyState.PENDING, KeyState.ACTIVE);
    assertThat(hub.endpoint().mailbox(before).list(Cursor.START, 1, Duration.ZERO)).isNotNull();

    again.publish(mailbox, 2);

    assertThat(states(KeyUse.SIGN)).containsExactly(KeyState.ACTIVE, KeyState.RETIRED);
    assertThat(refusal(before)).isEqualTo(NO);
    hub.endpoint().mailbox(again.signed("GET /"));
    assertThat(Told.submit(hub.mailbox(Network.EDB), old).receipts())
        .as("sealed to a retired key, which still opens")
        .hasSize(1);
  }

  private List<KeyState> states(KeyUse use) {
    return network.store.transact(tx -> tx.keys().of(Network.HUB, Network.SCHOOL, use)).stream()
        .map(KnownKey::state)
        .toList();
  }

  @Test
  void a_lapsed_key_is_told_as_expired() {
    mailbox.publish(school.record(1));
    DirectoryAnswers answers = answersOfAYearLater();

    DirectoryAnswer answer =
        network.codec.directoryAnswer(answers.answer(List.of(Network.SCHOOL)), hubKeys());

    assertThat(answer.entries().get(0).keys())
        .extracting(DirectoryKey::state)
        .containsOnly(KeyState.EXPIRED);
  }

  private DirectoryAnswers answersOfAYearLater() {
    network.clock.advance(Duration.ofDays(366));
    HubKeys.make(network.vault, network.authority, Network.HUB, network.clock.instant());
    HubParts parts =
        new HubParts(
            Network.HUB,
            network.authority.root(),
            hub.identity().net(),
            network.store,
            network.vault,
            FakeVault.MACHINE,
            network.codec,
            Settings.defaults(),
            HubLimits.defaults(),
            network.clock,
            network.random);
    return new DirectoryAnswers(parts, new ReceiptKey(parts));
  }

  @Test
  void before_its_keys_are_published_a_party_reaches_the_directory_and_nothing_else() {
    Mailbox early = hub.endpoint().mailbox(school.signed("GET /"));
    List<Runnable> others = new ArrayList<>();
    others.add(() -> early.list(Cursor.START, 1, Duration.ZERO));
    others.add(() -> early.submit(List.of()));
    others.add(() -> early.post(List.of()));
    others.add(() -> early.receipts(school.nextId()));
    others.add(() -> mailbox.list(Cursor.START, 1, Duration.ZERO));

    for (Runnable other : others) {
      assertThatThrownBy(other::run).hasMessageContaining("NOT_REGISTERED");
    }
    early.directory(List.of(Network.SCHOOL));
    early.publish(school.record(1));
    for (Runnable other : others.subList(0, 3)) {
      other.run();
    }
    assertThat(early.list(Cursor.START, 1, Duration.ZERO).items()).isEmpty();
    assertThat(mailbox.list(Cursor.START, 1, Duration.ZERO).items()).isEmpty();
  }

  @Test
  void a_request_counts_by_a_transmit_key_that_counts_now_and_is_refused_alike_otherwise() {
    mailbox.publish(school.record(1));
    SignedRequest good = school.signed("GET /");
    SignedRequest otherData =
        new SignedRequest(good.keyId(), Octets.of(new byte[] {1}), good.signature());
    SignedRequest otherKey =
        new SignedRequest(network.codec.sha256(new byte[] {1}), good.data(), good.signature());

    hub.endpoint().mailbox(good).list(Cursor.START, 1, Duration.ZERO);
    assertThat(refusal(otherData)).isEqualTo(NO);
    assertThat(refusal(otherKey)).isEqualTo(NO);
    assertThat(refusal(school.signed("GET /", KeyUse.SIGN))).isEqualTo(NO);
    network.clock.advance(Duration.ofDays(366));
    assertThat(refusal(good)).isEqualTo(NO);
  }

  private Problem refusal(SignedRequest request) {
    try {
      hub.endpoint().mailbox(request);
    } catch (CdsException e) {
      return e.problem();
    }
    throw new AssertionError("Expected the request to be refused");
  }

  @Test
  void a_party_that_was_never_admitted_has_no_mailbox() {
    assertThatThrownBy(() -> hub.mailbox(Network.HKEAA)).hasMessageContaining("NOT_REGISTERED");
  }

  @Test
  void a_hub_without_a_part_names_it() {
    assertThatThrownBy(() -> new HubBuilder().codec(network.codec).build())
        .hasMessageContaining("PROVIDER_MISSING")
        .hasMessageContaining("root");
    assertThatThrownBy(
            () -> network.builder(network.store).vault(new FakeVault(network.clock)).build())
        .hasMessageContaining("KEY_MISSING");
  }

  @Test
  void the_hub_names_its_root_and_all_its_receipt_keys_newest_first() {
    network.clock.advance(Duration.ofDays(300));
    HubKeys.make(network.vault, network.authority, Network.HUB, network.clock.instant());

    assertThat(hub.identity().receiptCertificates()).hasSize(2);
    assertThat(hub.identity().root()).isEqualTo(network.authority.root());
    assertThat(hub.endpoint().enrolment().identity()).isEqualTo(hub.identity());
    assertThat(hub.endpoint().clock()).isSameAs(network.clock);
    assertThat(hub.endpoint().codec()).isSameAs(network.codec);
  }
}
