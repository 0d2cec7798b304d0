package io.cds.core.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.EnrolmentCode;
import io.cds.api.KeyUse;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.IssuedKeys;
import io.cds.api.envelope.KeyRequest;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.RequestedKey;
import io.cds.api.spi.Enrolment;
import io.cds.api.spi.EnrolmentStep;
import io.cds.api.store.EnrolmentRow;
import io.cds.testkit.fake.FakeAuthority;
import io.cds.testkit.fake.FakeVault;
import io.cds.testkit.network.DyingStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Registration by the code of the letter. */
class EnrolmentTest {
  private final Network network = new Network();
  private final CdsHub hub = network.node();
  private final Enrolment desk = hub.endpoint().enrolment();
  private final Member school = new Member(network, Network.SCHOOL);

  private EnrolmentCode admit(CdsHub by) {
    return by.admit(Network.SCHOOL, "School", "學校", Network.CLERK);
  }

  @Test
  void a_fitting_request_is_answered_with_certificates_and_a_mac_of_the_code() {
    EnrolmentCode letter = admit(hub);

    EnrolmentRequest request = school.request(letter);
    EnrolmentAnswer answer = desk.enrol(request).orElseThrow();

    IssuedKeys issued = network.codec.issuedKeys(answer.answer());
    assertThat(issued.party()).isEqualTo(Network.SCHOOL);
    assertThat(issued.hub()).isEqualTo(hub.identity());
    assertThat(issued.request()).isEqualTo(network.codec.sha256(request.request().toArray()));
    assertThat(issued.keys())
        .extracting(k -> k.use())
        .containsExactly(KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT);
    assertThat(answer.mac())
        .isEqualTo(
            network.codec.mac(
                letter,
                hub.identity().net(),
                Network.SCHOOL,
                EnrolmentStep.ANSWER,
                answer.answer()));
    assertThat(issued.keys())
        .allSatisfy(k -> assertThat(state(k.certificate())).isEqualTo(KeyState.PENDING));
  }

  private KeyState state(Octets certificate) {
    return network
        .store
        .transact(tx -> tx.keys().find(Network.HUB, network.codec.sha256(certificate.toArray())))
        .map(KnownKey::state)
        .orElseThrow();
  }

  @Test
  void the_same_request_is_answered_with_the_same_octets_even_after_its_time() {
    EnrolmentRequest request = school.request(admit(hub));
    EnrolmentAnswer first = desk.enrol(request).orElseThrow();
    network.clock.advance(Duration.ofDays(60));

    assertThat(desk.enrol(request)).contains(first);
    assertThat(network.node().endpoint().enrolment().enrol(request)).contains(first);
  }

  @Test
  void a_code_serves_one_request_only() {
    EnrolmentCode letter = admit(hub);
    desk.enrol(school.request(letter));

    assertRefused(desk, school.request(letter));
  }

  @Test
  void five_wrong_requests_kill_a_code() {
    EnrolmentCode letter = admit(hub);
    EnrolmentCode guess = EnrolmentCode.create(network.random);
    for (int i = 0; i < 4; i++) {
      assertRefused(desk, school.request(guess));
    }
    EnrolmentRequest wrong = school.request(guess);
    assertRefused(desk, wrong);

    assertRefused(desk, school.request(letter));
  }

  @Test
  void four_wrong_requests_leave_a_code_alive() {
    EnrolmentCode letter = admit(hub);
    for (int i = 0; i < 4; i++) {
      assertRefused(desk, school.request(EnrolmentCode.create(network.random)));
    }

    assertThat(desk.enrol(school.request(letter))).isPresent();
  }

  @Test
  void l19_wrong_requests_at_once_are_all_counted() throws Exception {
    EnrolmentCode letter = admit(hub);
    ExecutorService threads = Executors.newFixedThreadPool(5);
    try {
      List<Future<?>> tries = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        EnrolmentRequest wrong = school.request(EnrolmentCode.create(network.random));
        tries.add(threads.submit(() -> assertRefused(desk, wrong)));
      }
      for (Future<?> done : tries) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }

    assertRefused(desk, school.request(letter));
  }

  @Test
  void a_code_lives_thirty_days() {
    EnrolmentCode letter = admit(hub);
    network.clock.advance(Duration.ofDays(30).minusSeconds(1));
    EnrolmentRequest request = school.request(letter);
    network.clock.advance(Duration.ofSeconds(1));

    assertRefused(desk, request);
  }

  @Test
  void every_cause_of_a_refusal_is_told_alike() {
    EnrolmentCode letter = admit(hub);
    Member nobody = new Member(network, Network.HKEAA);
    Problem unknown = refusal(desk, nobody.request(letter));
    Problem wrong = refusal(desk, school.request(EnrolmentCode.create(network.random)));
    desk.enrol(school.request(letter));
    Problem used = refusal(desk, school.request(letter));

    assertThat(unknown).isEqualTo(wrong).isEqualTo(used);
    assertThat(unknown).isEqualTo(Problem.of(ProblemCode.ENROLMENT_REFUSED));
  }

  @Test
  void a_code_of_one_party_does_not_serve_another() {
    admit(hub);
    EnrolmentCode other = hub.admit(Network.EDB, "EDB", "教育局", Network.CLERK);

    assertRefused(desk, school.request(other));
  }

  @Test
  void admitting_again_kills_the_earlier_code_and_its_unpublished_keys() {
    EnrolmentCode first = admit(hub);
    Member thief = new Member(network, Network.SCHOOL);
    thief.install(desk.enrol(thief.request(first)).orElseThrow());
    EnrolmentCode second = admit(hub);

    assertRefused(desk, school.request(first));
    assertThatThrownBy(() -> thief.publish(hub.mailbox(Network.SCHOOL), 1))
        .isInstanceOf(CdsException.class);
    assertThatThrownBy(() -> hub.endpoint().mailbox(thief.signed("GET /")))
        .isInstanceOf(CdsException.class);
    school.install(desk.enrol(school.request(second)).orElseThrow());
    school.publish(hub.mailbox(Network.SCHOOL), 1);
  }

  @Test
  void a_request_without_the_keys_of_a_party_is_refused_and_the_code_lives() {
    EnrolmentCode letter = admit(hub);

    assertRefused(desk, school.request(letter, KeyUse.SIGN, KeyUse.OPEN));
    for (KeyUse alone : new KeyUse[] {KeyUse.SIGN_MLDSA, KeyUse.OPEN_MLKEM}) {
      assertRefused(desk, school.request(letter, KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT, alone));
    }
    assertRefused(
        desk, school.request(letter, KeyUse.SIGN, KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT));
    assertRefused(
        desk, school.request(letter, KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT, KeyUse.RECEIPT));
    assertThat(
            desk.enrol(
                school.request(letter, KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT, KeyUse.LOG)))
        .isPresent();
  }

  @Test
  void without_an_authority_requests_wait_until_they_are_answered() {
    CdsHub serving = network.nodeWithoutAuthority();
    EnrolmentRequest request = school.request(admit(serving));
    Enrolment door = serving.endpoint().enrolment();

    assertThat(door.enrol(request)).isEmpty();
    assertThat(door.enrol(request)).isEmpty();
    assertThat(network.nodeWithoutAuthority().answerEnrolments(network.authority, FakeVault.PERSON))
        .isEqualTo(1);
    Optional<EnrolmentAnswer> answer = door.enrol(request);

    assertThat(answer).isPresent();
    assertThat(door.enrol(request)).isEqualTo(answer);
    assertThat(serving.answerEnrolments(network.authority, FakeVault.PERSON)).isZero();
  }

  @Test
  void while_a_request_waits_no_other_takes_its_place_and_no_guess_kills_it() {
    CdsHub serving = network.nodeWithoutAuthority();
    EnrolmentCode letter = admit(serving);
    EnrolmentRequest request = school.request(letter);
    Enrolment door = serving.endpoint().enrolment();
    door.enrol(request);
    for (int i = 0; i < 6; i++) {
      assertRefused(door, school.request(EnrolmentCode.create(network.random)));
    }
    assertRefused(door, school.request(letter));

    serving.answerEnrolments(network.authority, FakeVault.PERSON);
    assertThat(door.enrol(request)).isPresent();
  }

  @Test
  void l14_a_request_that_the_authority_refuses_hinders_no_other_and_may_be_mended() {
    CdsHub serving = network.nodeWithoutAuthority();
    EnrolmentCode letter = admit(serving);
    EnrolmentCode other = serving.admit(Network.EDB, "EDB", "教育局", Network.CLERK);
    Member edb = new Member(network, Network.EDB);
    Enrolment door = serving.endpoint().enrolment();
    EnrolmentRequest bad = unproven(letter);
    door.enrol(bad);
    EnrolmentRequest good = edb.request(other);
    door.enrol(good);

    assertThat(serving.answerEnrolments(network.authority, FakeVault.PERSON)).isEqualTo(1);
    assertThat(door.enrol(good)).isPresent();
    assertThat(door.enrol(school.request(letter))).isEmpty();
    assertThat(serving.answerEnrolments(network.authority, FakeVault.PERSON)).isEqualTo(1);
  }

  @Test
  void a_request_that_the_authority_refuses_at_once_leaves_the_code_alive() {
    EnrolmentCode letter = admit(hub);

    assertThat(refusal(desk, unproven(letter)))
        .isEqualTo(Problem.of(ProblemCode.ENROLMENT_REFUSED));
    assertThat(desk.enrol(school.request(letter))).isPresent();
  }

  /** A fitting request whose keys the authority does not accept. */
  private EnrolmentRequest unproven(EnrolmentCode letter) {
    var asked = network.codec.keyRequest(school.request(letter).request());
    List<RequestedKey> keys =
        asked.keys().stream()
            .map(k -> new RequestedKey(k.use(), Octets.of(new byte[] {1})))
            .toList();
    Octets octets =
        network.codec.write(
            new KeyRequest(asked.net(), asked.party(), asked.epoch(), asked.at(), keys));
    return new EnrolmentRequest(
        Network.SCHOOL,
        octets,
        network.codec.mac(letter, asked.net(), Network.SCHOOL, EnrolmentStep.REQUEST, octets));
  }

  @Test
  void l05_a_crash_at_any_transaction_of_an_enrolment_loses_nothing() {
    boolean died = true;
    for (int n = 1; died; n++) {
      for (boolean afterCommit : new boolean[] {false, true}) {
        EnrolmentRequest request = school.request(admit(hub));
        DyingStore faulty = new DyingStore(network.store);
        Enrolment doomed = network.node(faulty).endpoint().enrolment();
        faulty.dieAt(n, afterCommit);
        try {
          doomed.enrol(request);
        } catch (CdsException e) {
          assertThat(e.problem().code()).isEqualTo(ProblemCode.STORE_FAILED);
        }
        died = faulty.died();
        EnrolmentAnswer answer = desk.enrol(request).orElseThrow();
        assertThat(desk.enrol(request)).contains(answer);
      }
    }
  }

  @Test
  void nothing_of_a_code_is_stored_in_clear_and_a_used_one_is_forgotten() {
    EnrolmentCode letter = admit(hub);
    String clear = new String(letter.macKey(), ISO_8859_1);

    assertThat(stored()).doesNotContain(clear).doesNotContain(letter.reveal()).isNotEmpty();
    desk.enrol(school.request(letter));
    assertThat(stored()).isEmpty();
  }

  private String stored() {
    EnrolmentRow row =
        network.store.transact(tx -> tx.enrolments().find(Network.SCHOOL)).orElseThrow();
    return new String(row.code().toArray(), ISO_8859_1);
  }

  @Test
  void the_hubs_own_code_is_no_party() {
    assertThatThrownBy(() -> hub.admit(Network.HUB, "Hub", "中心", Network.CLERK))
        .hasMessageContaining("NOT_ALLOWED");
  }

  @Test
  void an_authority_of_another_root_is_refused() {
    FakeAuthority other = new FakeAuthority("other");

    assertThatThrownBy(() -> hub.answerEnrolments(other, FakeVault.PERSON))
        .hasMessageContaining("KEY_MISSING");
    assertThatThrownBy(
            () -> network.builder(network.store).authority(other, FakeVault.PERSON).build())
        .hasMessageContaining("KEY_MISSING");
  }

  private static void assertRefused(Enrolment desk, EnrolmentRequest request) {
    assertThat(refusal(desk, request).code()).isEqualTo(ProblemCode.ENROLMENT_REFUSED);
  }

  private static Problem refusal(Enrolment desk, EnrolmentRequest request) {
    try {
      desk.enrol(request);
    } catch (CdsException e) {
      return e.problem();
    }
    throw new AssertionError("Expected the enrolment to be refused");
  }
}
