package io.cds.core.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsHub;
import io.cds.api.KeyUse;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.Mailbox;
import io.cds.testkit.fake.FakeVault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the hub issues by a party's own signature. */
class RenewalTest {
  private static final KeyUse[] ALL = {KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT};

  private final Network network = new Network();
  private final CdsHub hub = network.node();
  private final Member school = network.member(hub, Network.SCHOOL);
  private final Mailbox mailbox = hub.mailbox(Network.SCHOOL);

  @Test
  void the_same_request_is_answered_with_the_same_octets_and_no_other_before_it_is_published() {
    network.clock.advance(Duration.ofDays(300));
    Octets request = school.renewal(1, ALL);
    Optional<Octets> answer = mailbox.renew(request);

    assertThat(mailbox.renew(request)).isEqualTo(answer).isPresent();
    assertThat(states(KeyUse.SIGN)).containsExactly(KeyState.PENDING, KeyState.ACTIVE);
    assertRefused(school.renewal(1, ALL), "not published yet");
  }

  @Test
  void a_request_too_early_for_another_epoch_or_of_other_uses_is_refused() {
    assertRefused(school.renewal(1, ALL), "the key ends at");
    network.clock.advance(Duration.ofDays(300));
    Member edb = network.member(hub, Network.EDB);
    assertRefused(edb.renewal(1, ALL), "request of [EDB] by [010300]");
    assertRefused(school.renewal(3, ALL), "for epoch 3");
    assertRefused(school.renewal(1, KeyUse.SIGN, KeyUse.TRANSMIT), "of uses");
    assertRefused(
        school.renewal(1, KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT, KeyUse.SIGN), "uses");
    assertRefused(school.renewal(2, ALL), "of uses");
    assertRefused(network.codec.notary().forge(school.renewal(1, ALL)), "SIGNATURE");
  }

  @Test
  void while_a_new_code_is_out_nothing_is_renewed() {
    network.clock.advance(Duration.ofDays(300));
    hub.admit(Network.SCHOOL, "school", "學校", Network.CLERK);
    Octets request = school.renewal(1, ALL);

    assertRefused(request, "a new enrolment code was issued");
    network.clock.advance(Duration.ofDays(30));
    assertThat(mailbox.renew(request)).isPresent();
  }

  @Test
  void without_an_authority_renewals_wait_until_they_are_answered() {
    network.clock.advance(Duration.ofDays(300));
    CdsHub serving = network.nodeWithoutAuthority();
    Octets request = school.renewal(1, ALL);

    assertThat(serving.mailbox(Network.SCHOOL).renew(request)).isEmpty();
    assertThat(serving.answerEnrolments(network.authority, FakeVault.PERSON)).isEqualTo(1);
    Octets answer = serving.mailbox(Network.SCHOOL).renew(request).orElseThrow();

    assertThat(serving.answerEnrolments(network.authority, FakeVault.PERSON)).isZero();
    school.install(answer);
    assertThat(network.codec.issuedKeys(answer).keys()).hasSize(3);
  }

  @Test
  void a_request_that_waits_is_let_go_once_its_key_does_not_count() {
    network.clock.advance(Duration.ofDays(364));
    CdsHub serving = network.nodeWithoutAuthority();
    serving.mailbox(Network.SCHOOL).renew(school.renewal(1, ALL));
    network.clock.advance(Duration.ofDays(2));

    assertThat(serving.answerEnrolments(network.authority, FakeVault.PERSON)).isZero();
    assertThat(states(KeyUse.SIGN)).containsExactly(KeyState.ACTIVE);
  }

  private void assertRefused(Octets request, String cause) {
    assertThatThrownBy(() -> mailbox.renew(request))
        .hasMessageContaining("RENEWAL_REFUSED")
        .hasMessageContaining(cause);
  }

  private List<KeyState> states(KeyUse use) {
    return network.store.transact(tx -> tx.keys().of(Network.HUB, Network.SCHOOL, use)).stream()
        .map(KnownKey::state)
        .toList();
  }
}
