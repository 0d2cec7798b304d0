package io.cds.core.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsHub;
import io.cds.api.KeyUse;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.Offer;
import io.cds.api.spi.SignedRequest;
import io.cds.testkit.fake.FakeVault;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keys that an officer withdraws. */
class RevocationTest {
  private static final KeyUse[] ALL = {KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT};

  private final Network network = new Network();
  private final CdsHub hub = network.node();
  private final Member school = network.member(hub, Network.SCHOOL);
  private final Member edb = network.member(hub, Network.EDB);

  @Test
  void from_the_moment_of_revocation_nothing_of_the_key_is_taken() {
    SignedRequest request = school.signed("GET /");
    Envelope sealed = school.seal(10, edb);
    Instant now = network.clock.advance(Duration.ofMinutes(1));
    List<Sha256> revoked = revoke(EnumSet.of(KeyUse.SIGN, KeyUse.TRANSMIT), now);

    assertThat(revoked)
        .containsExactly(
            school.certificateDigest(KeyUse.SIGN), school.certificateDigest(KeyUse.TRANSMIT));
    assertThatThrownBy(() -> hub.endpoint().mailbox(request))
        .hasMessageContaining("REQUEST_REFUSED");
    assertThat(events(Told.submit(hub.mailbox(Network.SCHOOL), sealed)))
        .containsExactly(ReceiptEvent.REFUSED);
    assertThatThrownBy(() -> hub.mailbox(Network.SCHOOL).publish(school.record(2)))
        .hasMessageContaining("KEY_RECORD");
    KnownKey sign = key(KeyUse.SIGN);
    assertThat(sign.state()).isEqualTo(KeyState.REVOKED);
    assertThat(sign.revokedAt()).contains(now);
    assertThat(sign.invalidSince()).contains(now);
    assertThat(key(KeyUse.OPEN).state()).isEqualTo(KeyState.ACTIVE);
  }

  @Test
  void one_key_is_withdrawn_by_its_certificate_and_only_once() {
    Instant now = network.clock.advance(Duration.ofDays(3));
    Sha256 open = school.certificateDigest(KeyUse.OPEN);

    assertThat(hub.revoke(Network.SCHOOL, open, now, Network.CLERK)).containsExactly(open);
    assertThat(hub.revoke(Network.SCHOOL, open, now, Network.CLERK)).isEmpty();
    assertThat(hub.revoke(Network.EDB, open, now, Network.CLERK)).as("another's").isEmpty();
    assertThat(hub.keyHistory(Network.SCHOOL))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.what()).isEqualTo("REVOKED");
              assertThat(event.actor()).isEqualTo(Network.CLERK.user());
              assertThat(event.detail()).isEqualTo("OPEN " + open + " invalid since " + now);
            });
    assertThat(events(Told.submit(hub.mailbox(Network.EDB), edb.seal(10, school))))
        .as("to a withdrawn key nothing is handed on")
        .containsExactly(ReceiptEvent.REFUSED);
  }

  @Test
  void invalid_since_moves_back_and_never_forward_and_never_lies_ahead() {
    Instant now = network.clock.advance(Duration.ofDays(3));
    revoke(Set.of(KeyUse.SIGN), now);
    Instant before = now.minus(Duration.ofDays(2));
    network.clock.advance(Duration.ofDays(1));

    assertThat(revoke(Set.of(KeyUse.SIGN), before)).hasSize(1);
    assertThat(revoke(Set.of(KeyUse.SIGN), now)).isEmpty();
    assertThat(key(KeyUse.SIGN).invalidSince()).contains(before);
    assertThat(key(KeyUse.SIGN).revokedAt()).contains(now);
    Instant ahead = network.clock.instant().plusSeconds(1);
    assertThatThrownBy(() -> revoke(Set.of(KeyUse.OPEN), ahead))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(key(KeyUse.OPEN).state()).isEqualTo(KeyState.ACTIVE);
  }

  @Test
  void what_a_revoked_key_asked_for_is_withdrawn_with_it() {
    network.clock.advance(Duration.ofDays(300));
    Octets request = school.renewal(1, ALL);
    Octets answer = hub.mailbox(Network.SCHOOL).renew(request).orElseThrow();
    Instant now = network.clock.advance(Duration.ofMinutes(1));

    revoke(Set.of(KeyUse.SIGN), now);

    assertThatThrownBy(() -> hub.mailbox(Network.SCHOOL).renew(request))
        .hasMessageContaining("RENEWAL_REFUSED");
    school.install(answer);
    assertThatThrownBy(() -> hub.mailbox(Network.SCHOOL).publish(school.record(2)))
        .hasMessageContaining("KEY_RECORD");
    assertThat(hub.keys(Network.SCHOOL))
        .filteredOn(key -> key.use() == KeyUse.SIGN)
        .extracting(KnownKey::state)
        .containsOnly(KeyState.REVOKED);
  }

  @Test
  void a_renewal_that_waits_for_the_authority_dies_with_its_key() {
    network.clock.advance(Duration.ofDays(300));
    CdsHub serving = network.nodeWithoutAuthority();
    serving.mailbox(Network.SCHOOL).renew(school.renewal(1, ALL));

    revoke(Set.of(KeyUse.SIGN), network.clock.instant());

    assertThat(serving.answerEnrolments(network.authority, FakeVault.PERSON)).isZero();
  }

  private List<Sha256> revoke(Set<KeyUse> uses, Instant since) {
    return hub.revoke(Network.SCHOOL, uses, since, Network.CLERK);
  }

  private KnownKey key(KeyUse use) {
    return hub.keys(Network.SCHOOL).stream()
        .filter(key -> key.use() == use)
        .findFirst()
        .orElseThrow();
  }

  private List<ReceiptEvent> events(Offer offer) {
    return offer.receipts().stream().map(r -> network.codec.peek(r).event()).toList();
  }
}
