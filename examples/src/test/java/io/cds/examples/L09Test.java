package io.cds.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Actor;
import io.cds.api.Attachment;
import io.cds.api.Cursor;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.OutgoingMessage;
import io.cds.api.OutgoingStatus;
import io.cds.api.OwnKey;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Routing;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyDirectory;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.PartyMessage;
import io.cds.crypto.envelope.EnvelopeV1;
import io.cds.testkit.ManualClock;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * L09: key rotation in all six uses of a key, with real keys: encrypt to them, sign ours, decrypt,
 * verify theirs, sign receipts, verify receipts. Through rotation, overlap, the old keys' end, and
 * with a school's clock that is five minutes off.
 */
class L09Test {
  private static final Outcome DONE = new Outcome.Done();

  private final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  private KeyAccess person = KeyAccess.passphrase(new char[0]);
  private EnvelopeCodec codec = new EnvelopeV1();

  @ParameterizedTest(name = "the school''s clock is {0} minutes off")
  @ValueSource(ints = {-5, 0, 5})
  void l09_keys_of_both_sides_rotate_in_all_six_uses(int minutes, @TempDir Path folder) {
    // Long: one story, from the first keys to the end of their life.
    try (Network network = network(folder)) {
      Station school = registered(network, "010300", minutes);
      Station edb = registered(network, "EDB", 0);
      exchange(school, edb);
      MessageId kept = sealed(school, edb);
      run(school, edb);

      clock.advance(Duration.ofDays(300));
      run(school, edb);
      MessageId toOld = sealed(school, edb);
      MessageId fromOld = sealed(edb, school);
      Sha256 oldSign = present(edb, KeyUse.SIGN);
      renew(school);
      renew(edb);

      // Overlap: sealed to and signed by the old keys, taken in and opened with them.
      run(school, edb, school, edb);
      assertOpens(edb, school, toOld);
      assertOpens(school, edb, fromOld);
      assertThat(signer(school, edb, fromOld)).isEqualTo(oldSign);

      // What is known of the other is a day old, then it is asked for: the new keys are used.
      exchange(school, edb);
      clock.advance(Duration.ofHours(25));
      exchange(school, edb);
      assertNewKeys(school, edb);
      assertNewKeys(edb, school);

      // After the old keys' end only the new ones are left to seal with, and old messages open.
      clock.advance(Duration.ofDays(80));
      network.renewReceiptKey();
      run(school, edb);
      exchange(school, edb);
      assertNewKeys(school, edb);
      assertOpens(edb, school, kept);
      assertThat(states(network, edb, KeyUse.SIGN))
          .containsExactly(KeyState.ACTIVE, KeyState.RETIRED);
    }
  }

  @ParameterizedTest(name = "the school''s clock is {0} minutes off")
  @ValueSource(ints = {-5, 5})
  void l09_a_fresh_key_is_used_at_once_by_a_clock_that_is_off(int minutes, @TempDir Path folder) {
    try (Network network = network(folder)) {
      Station school = registered(network, "010300", minutes);
      Station edb = registered(network, "EDB", 0);

      exchange(school, edb);
      clock.advance(Duration.ofDays(365).minusMinutes(16));
      network.renewReceiptKey();
      renew(school);
      renew(edb);
      exchange(school, edb);
    }
  }

  /** A key that ends while a message waits: told, sealed again, imported once. */
  @Test
  void l09_a_key_that_ends_during_retries_leaves_a_message_that_is_sealed_again(
      @TempDir Path folder) {
    try (Network network = network(folder)) {
      Station school = registered(network, "010300", 0);
      Station edb = registered(network, "EDB", 0);
      clock.advance(Duration.ofDays(364));
      network.renewReceiptKey();
      renew(school);
      MessageId id = sealed(school, edb);
      school.transport().unreachable(true);
      school.run();
      renew(edb);
      clock.advance(Duration.ofHours(25));
      school.transport().unreachable(false);

      assertThat(school.run().problems())
          .extracting(Problem::code)
          .containsExactly(ProblemCode.SEAL_OUTDATED);
      assertThat(school.desk().encrypt(id, person, Watch.none())).isEqualTo(DONE);
      assertReceived(school, edb, id);
      assertNewKeys(school, edb);
    }
  }

  /** From the ACCEPTED of the hub on, a revocation changes nothing; before it, nothing is taken. */
  @Test
  void l09_a_revoked_key_counts_for_what_was_accepted_before(@TempDir Path folder) {
    try (Network network = network(folder)) {
      Station school = registered(network, "010300", 0);
      Station edb = registered(network, "EDB", 0);
      MessageId before = sealed(school, edb);
      school.run();
      MessageId after = sealed(school, edb);
      Instant now = clock.advance(Duration.ofMinutes(10));
      network.hub().revoke(school.party(), Set.of(KeyUse.SIGN), now, Actor.of("officer"));
      clock.advance(Duration.ofMinutes(10));

      assertThat(school.run().problems())
          .extracting(Problem::code)
          .contains(ProblemCode.SEAL_OUTDATED);
      assertThat(edb.run().received()).isEqualTo(1);
      clock.advance(Duration.ofDays(2));
      edb.run();
      assertOpens(edb, school, before);
      assertThat(edb.desk().incoming(key(school, after))).isEmpty();
    }
  }

  /** Both ways, to the end: sealed, sent, opened, imported, and the signed receipts come back. */
  private void exchange(Station school, Station edb) {
    MessageId there = sealed(school, edb);
    MessageId back = sealed(edb, school);
    assertReceived(school, edb, there);
    assertReceived(edb, school, back);
  }

  private void assertReceived(Station from, Station to, MessageId id) {
    assertThat(from.run().problems()).isEmpty();
    assertThat(to.run().problems()).isEmpty();
    assertOpens(to, from, id);
    assertThat(to.desk().importMessage(key(from, id))).isEqualTo(DONE);
    assertThat(to.run().problems()).isEmpty();
    assertThat(from.run().problems()).isEmpty();
    OutgoingMessage sent = from.desk().outgoing(id).orElseThrow();
    assertThat(sent.status()).isEqualTo(OutgoingStatus.RECEIVED);
    assertThat(sent.deliveries()).allMatch(delivery -> delivery.openedAt().isPresent());
    assertThat(to.imported()).containsOnlyOnce(key(from, id));
  }

  private void assertOpens(Station to, Station from, MessageId id) {
    assertThat(to.desk().decrypt(key(from, id), person, Watch.none())).isEqualTo(DONE);
  }

  private static void run(Station... stations) {
    for (Station station : stations) {
      assertThat(station.run().problems()).isEmpty();
    }
  }

  private MessageId sealed(Station from, Station to) {
    MessageId id =
        from.desk()
            .confirm(
                Draft.to(
                    to.party(),
                    Heading.of("STU", "FORMA", "離校學生"),
                    List.of(new Attachment("表格甲.csv", "text/csv", Source.of(new byte[] {1})))));
    assertThat(from.desk().encrypt(id, person, Watch.none())).isEqualTo(DONE);
    return id;
  }

  private void renew(Station station) {
    station.client().registration().renew(person, Watch.none());
  }

  /** What the newest message of {@code from} was sealed to and signed by are the present keys. */
  private void assertNewKeys(Station from, Station to) {
    List<OutgoingMessage> sent = from.desk().outgoing(Cursor.START, 100).items();
    MessageId newest = sent.get(sent.size() - 1).key().id();
    Routing routing = codec.peek(from.sealed(newest).head().routing());
    assertThat(routing.to().get(0).certificate()).isEqualTo(present(to, KeyUse.OPEN));
    assertThat(routing.to().get(0).mlkem()).contains(present(to, KeyUse.OPEN_MLKEM));
    assertThat(signer(to, from, newest)).isEqualTo(present(from, KeyUse.SIGN));
  }

  /** The certificate that signed a message, as its recipient finds and checks it. */
  private Sha256 signer(Station to, Station from, MessageId id) {
    IncomingRow row =
        to.store()
            .transact(tx -> tx.incoming().find(new PartyMessage(to.party(), key(from, id))))
            .orElseThrow();
    KeyDirectory directory = new StationDirectory(to, codec.peek(row.head().routing()).net());
    return codec.check(row.head(), directory, row.acceptedAt().orElseThrow()).signer();
  }

  private static Sha256 present(Station station, KeyUse use) {
    return station.client().registration().keys().stream()
        .filter(key -> key.use() == use && key.current())
        .map(OwnKey::certificate)
        .findFirst()
        .orElseThrow();
  }

  private static List<KeyState> states(Network network, Station station, KeyUse use) {
    return network.hub().keys(station.party()).stream()
        .filter(key -> key.use() == use)
        .map(KnownKey::state)
        .toList();
  }

  private static MessageKey key(Station from, MessageId id) {
    return new MessageKey(from.party(), id);
  }

  private Network network(Path folder) {
    RealCryptography real = new RealCryptography(folder, clock);
    person = real.person();
    codec = real.codec();
    return new Network(
        real,
        clock,
        Settings.defaults().retrying(8, Duration.ofSeconds(30), Duration.ofMinutes(5)));
  }

  private Station registered(Network network, String party, int minutes) {
    Station station = network.station(party);
    station.clock(Clock.offset(clock, Duration.ofMinutes(minutes)));
    station.register(network.admit(station.party()));
    return station;
  }

  /** What a station's store holds of public keys. */
  private record StationDirectory(Station station, Sha256 net) implements KeyDirectory {
    @Override
    public Optional<KnownKey> key(Sha256 certificate) {
      return station.store().transact(tx -> tx.keys().find(station.party(), certificate));
    }

    @Override
    public List<KnownKey> keys(PartyCode party, KeyUse use) {
      return station.store().transact(tx -> tx.keys().of(station.party(), party, use));
    }
  }
}
