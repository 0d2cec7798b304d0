package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.PostQuantum;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.PartyKey;
import io.cds.api.spi.Mailbox;
import io.cds.api.store.PartyRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Signs this party's key record and publishes it. What was signed is kept first, so that a repeated
 * try publishes the same octets.
 *
 * <p>The record names earlier keys too, for whoever comes to know this party later; and as long as
 * a SIGN key of the record before counts, that one signs, so that who knew it sees the same party.
 */
final class Publish {
  /** After this no message that an old key signed can come: 366 days to live, 30 remembered. */
  private static final Duration KNOWN = Duration.ofDays(396);

  private final ClientContext context;
  private final HubTie tie;
  private final OwnKeys keys;
  private final Mailbox mailbox;
  private final DirectoryRefresh directory;

  Publish(
      ClientContext context,
      HubTie tie,
      OwnKeys keys,
      Mailbox mailbox,
      DirectoryRefresh directory) {
    this.context = context;
    this.tie = tie;
    this.keys = keys;
    this.mailbox = mailbox;
    this.directory = directory;
  }

  /** After an enrolment: an installation of its own, in an epoch that nobody had. */
  void enrolled(int asked, KeyAccess person) {
    Optional<KeyRecord> there = there();
    retireEarlier();
    int next = there.map(record -> record.epoch() + 1).orElse(1);
    publish(there, Math.max(asked, next), person);
  }

  /** What the directory still calls present gives way here to what was issued. */
  private void retireEarlier() {
    List<PartyKey> issued =
        tie.states()
            .find(StateName.ISSUED)
            .map(octets -> context.codec().issuedKeys(octets).keys())
            .orElse(List.of());
    PartyCode self = context.party();
    context
        .store()
        .transact(
            tx -> {
              for (PartyKey key : issued) {
                tx.keys().of(self, self, key.use()).stream()
                    .filter(old -> old.state() == KeyState.ACTIVE)
                    .filter(old -> !old.certificate().equals(key.certificate()))
                    .forEach(old -> tx.keys().put(self, old.with(KeyState.RETIRED)));
              }
              return true;
            });
  }

  /** After a renewal, or for what the settings say now; the epoch stays. */
  void again(KeyAccess person) {
    Optional<KeyRecord> there = there();
    publish(there, there.or(this::kept).map(KeyRecord::epoch).orElse(1), person);
  }

  /** After a move: in the next epoch, unless it is published already. */
  void moved(KeyAccess person) {
    Optional<KeyRecord> there = there();
    int kept = kept().map(KeyRecord::epoch).orElse(1);
    int published = there.map(KeyRecord::epoch).orElse(1);
    publish(there, Math.max(kept, published) + 1, person);
  }

  /** What the directory holds now; what it says of this party's keys is taken in. */
  Optional<KeyRecord> there() {
    directory.fetch(List.of(context.party()));
    Octets root = tie.needed().root();
    return directory
        .row(context.party())
        .flatMap(PartyRow::record)
        .map(record -> context.codec().keyRecord(record, root));
  }

  private void publish(Optional<KeyRecord> there, int epoch, KeyAccess person) {
    Optional<KeyRecord> before = kept();
    long counter = there.map(KeyRecord::counter).orElse(0L);
    long last = Math.max(counter, before.map(KeyRecord::counter).orElse(0L));
    KeyRecord wanted = record(epoch, last + 1);
    boolean same =
        before.filter(r -> saysTheSame(r, wanted)).filter(r -> r.counter() >= counter).isPresent();
    mailbox.publish(
        same ? tie.states().find(StateName.RECORD).orElseThrow() : sign(wanted, there, person));
    directory.fetch(List.of(context.party()));
  }

  /** What was signed last for this hub. */
  private Optional<KeyRecord> kept() {
    try {
      Octets root = tie.needed().root();
      return tie.states()
          .find(StateName.RECORD)
          .map(record -> context.codec().keyRecord(record, root));
    } catch (InvalidEnvelopeException ofAnotherHub) {
      return Optional.empty();
    }
  }

  private static boolean saysTheSame(KeyRecord one, KeyRecord other) {
    return one.keys().equals(other.keys())
        && one.suites().equals(other.suites())
        && one.compressions().equals(other.compressions())
        && one.requiredSuite() == other.requiredSuite();
  }

  private KeyRecord record(int epoch, long counter) {
    HubIdentity hub = tie.needed();
    List<KnownKey> known =
        keys.all().stream().map(OwnKeys.Held::known).filter(key -> isToBeKnown(key, hub)).toList();
    PostQuantum setting = context.settings().postQuantum();
    boolean hybrid =
        setting != PostQuantum.OFF
            && lastsAsOpen(known, KeyUse.OPEN_MLKEM)
            && lastsAsOpen(known, KeyUse.SIGN_MLDSA);
    return new KeyRecord(
        hub.net(),
        context.party(),
        counter,
        epoch,
        context.now(),
        known.stream().map(key -> new PartyKey(key.use(), key.certificate())).toList(),
        hybrid ? Set.of(1, 2) : Set.of(1),
        context.codec().compressions(),
        hybrid && setting == PostQuantum.REQUIRED ? 2 : 1);
  }

  private boolean isToBeKnown(KnownKey key, HubIdentity hub) {
    try {
      context.codec().certificate(key.certificate(), hub.root());
      return context.now().isBefore(key.notAfter().plus(KNOWN));
    } catch (InvalidEnvelopeException ofAnotherHub) {
      return false;
    }
  }

  /** Whether there is a key of suite 2 for as long as there is one of suite 1. */
  private static boolean lastsAsOpen(List<KnownKey> known, KeyUse use) {
    Optional<Instant> open = end(known, KeyUse.OPEN);
    return end(known, use).filter(end -> !end.isBefore(open.orElse(Instant.MAX))).isPresent();
  }

  private static Optional<Instant> end(List<KnownKey> known, KeyUse use) {
    return known.stream()
        .filter(key -> key.use() == use)
        .map(KnownKey::notAfter)
        .max(Comparator.naturalOrder());
  }

  private Octets sign(KeyRecord record, Optional<KeyRecord> there, KeyAccess person) {
    OwnKeys.Held signer =
        trusted(there)
            .or(() -> keys.current(KeyUse.SIGN, context.now()))
            .orElseThrow(() -> new CdsException(keys.missing(KeyUse.SIGN, context.now())));
    Octets signed = context.codec().sign(record, signer.key(), context.vault(), person);
    return context
        .store()
        .transact(
            tx -> {
              tie.states().put(tx, StateName.RECORD, signed);
              return signed;
            });
  }

  /** The key by which the most know this party: the oldest published one that counts. */
  private Optional<OwnKeys.Held> trusted(Optional<KeyRecord> there) {
    List<Octets> published =
        there.map(KeyRecord::keys).orElse(List.of()).stream().map(PartyKey::certificate).toList();
    return keys.all().stream()
        .filter(held -> held.known().use() == KeyUse.SIGN)
        .filter(held -> published.contains(held.known().certificate()))
        .filter(held -> held.known().countsAt(context.now()))
        .min(Comparator.comparing(held -> held.known().notBefore()));
  }
}
