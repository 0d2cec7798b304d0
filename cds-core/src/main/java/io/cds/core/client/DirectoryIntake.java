package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.DirectoryAnswer;
import io.cds.api.envelope.DirectoryEntry;
import io.cds.api.envelope.DirectoryKey;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.PartyKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.store.PartyRow;
import io.cds.api.store.StoreTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a signed directory answer in: what it says about each party counts only as far as that
 * party's own-signed key record bears it out.
 */
final class DirectoryIntake {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryIntake.class);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final ClientContext context;
  private final HubTie tie;
  private final HubCertificates certificates;
  private final Pins pins;

  DirectoryIntake(ClientContext context, HubTie tie, HubCertificates certificates) {
    this.context = context;
    this.tie = tie;
    this.certificates = certificates;
    this.pins = new Pins(context);
  }

  /** Checks and stores. @return what it says about each party that could be taken in */
  List<DirectoryEntry> take(Octets signed) {
    HubIdentity hub = tie.needed();
    DirectoryAnswer answer = genuine(signed, hub);
    checkTimes(answer, hub);
    List<DirectoryEntry> taken = new ArrayList<>();
    for (DirectoryEntry entry : answer.entries()) {
      try {
        if (entry.record().length() > 0 && store(entry, answer, hub)) {
          taken.add(entry);
        }
      } catch (InvalidEnvelopeException e) {
        LOG.warn("Directory entry of [{}] is not taken in: [{}]", entry.party(), e.reason());
      }
    }
    return taken;
  }

  /** A wrong answer is the hub's fault, and never that of the message that asked for it. */
  private DirectoryAnswer genuine(Octets signed, HubIdentity hub) {
    try {
      return certificates.checked(
          () -> context.codec().directoryAnswer(signed, tie.directory(hub)));
    } catch (InvalidEnvelopeException e) {
      throw HubCertificates.untrusted("directory answer: " + e.reason(), e);
    }
  }

  private void checkTimes(DirectoryAnswer answer, HubIdentity hub) {
    Instant now = context.now();
    if (!answer.net().equals(hub.net()) || !answer.by().equals(hub.party())) {
      throw new CdsException(
          Problem.of(ProblemCode.HUB_UNTRUSTED, "directory answer of " + answer.by()));
    }
    if (answer.asOf().isAfter(now.plus(SKEW))) {
      throw new CdsException(
          Problem.of(ProblemCode.CLOCK, "directory as of " + answer.asOf() + ", here " + now));
    }
    boolean tooLong = answer.until().isAfter(answer.asOf().plus(LONGEST));
    if (tooLong || answer.until().isBefore(now)) {
      throw new CdsException(
          Problem.of(
              ProblemCode.DIRECTORY_STALE,
              "as of " + answer.asOf() + ", until " + answer.until() + ", here " + now));
    }
  }

  private boolean store(DirectoryEntry entry, DirectoryAnswer answer, HubIdentity hub) {
    KeyRecord record = context.codec().keyRecord(entry.record(), hub.root());
    if (!record.party().equals(entry.party()) || !record.net().equals(hub.net())) {
      throw new InvalidEnvelopeException(
          InvalidReason.KEY_RECORD,
          "entry of [" + entry.party() + "] has the record of [" + record.party() + "]");
    }
    List<KnownKey> keys = new ArrayList<>();
    for (PartyKey key : record.keys()) {
      known(key, entry, hub).ifPresent(keys::add);
    }
    return context.store().transact(tx -> write(tx, entry, answer.until(), record, keys));
  }

  /** A key of the record counts if the directory states the same use for its certificate. */
  private Optional<KnownKey> known(PartyKey key, DirectoryEntry entry, HubIdentity hub) {
    KnownKey known = context.codec().certificate(key.certificate(), hub.root());
    if (!known.party().equals(entry.party()) || known.use() != key.use()) {
      throw new InvalidEnvelopeException(
          InvalidReason.KEY_RECORD,
          "certificate of [" + known.party() + "] for [" + known.use() + "] in another's place");
    }
    return stated(entry, known.digest())
        .filter(stated -> stated.use() == known.use())
        .map(stated -> as(known, stated));
  }

  private static Optional<DirectoryKey> stated(DirectoryEntry entry, Sha256 certificate) {
    return entry.keys().stream().filter(k -> k.certificate().equals(certificate)).findFirst();
  }

  private static KnownKey as(KnownKey known, DirectoryKey stated) {
    return new KnownKey(
        known.party(),
        known.use(),
        stated.state(),
        known.certificate(),
        known.digest(),
        known.notBefore(),
        known.notAfter(),
        stated.revokedAt(),
        stated.invalidSince());
  }

  private boolean write(
      StoreTransaction tx,
      DirectoryEntry entry,
      Instant until,
      KeyRecord record,
      List<KnownKey> keys) {
    PartyCode owner = context.party();
    Optional<PartyRow> before = tx.parties().find(new PartyRow.Key(owner, entry.party()));
    if (before.filter(row -> goesBack(row, record, entry.record(), until)).isPresent()) {
      LOG.warn("Directory entry of [{}] goes back and is not taken in", entry.party());
      return false;
    }
    PartyRow row =
        new PartyRow(
            owner,
            entry.party(),
            entry.name(),
            entry.chineseName(),
            Optional.of(entry.record()),
            record.counter(),
            until,
            before.map(PartyRow::version).orElse(0L));
    if (before.isPresent()) {
      tx.parties().replace(row);
    } else {
      tx.parties().insert(row);
    }
    pins.look(tx, entry, before.isPresent());
    keys.forEach(key -> put(tx, key));
    earlier(tx, entry, keys).forEach(key -> put(tx, key));
    return true;
  }

  private static boolean goesBack(PartyRow row, KeyRecord record, Octets signed, Instant until) {
    boolean other = row.record().filter(signed::equals).isEmpty();
    return record.counter() < row.counter()
        || (record.counter() == row.counter() && other)
        || until.isBefore(row.until());
  }

  /** Once withdrawn stays so, from the earliest time that was ever stated. */
  private void put(StoreTransaction tx, KnownKey stated) {
    Optional<KnownKey> withdrawn =
        tx.keys()
            .find(context.party(), stated.digest())
            .filter(known -> known.state() == KeyState.REVOKED);
    boolean stays =
        withdrawn.isPresent()
            && (stated.state() != KeyState.REVOKED || isEarlier(withdrawn.get(), stated));
    if (!stays) {
      tx.keys().put(context.party(), stated);
    }
  }

  private static boolean isEarlier(KnownKey one, KnownKey other) {
    Instant since = one.invalidSince().orElse(Instant.MIN);
    return other.invalidSince().filter(since::isAfter).isEmpty();
  }

  /** What the directory now says of keys that stood in earlier records. */
  private List<KnownKey> earlier(
      StoreTransaction tx, DirectoryEntry entry, List<KnownKey> present) {
    List<KnownKey> changed = new ArrayList<>();
    for (DirectoryKey stated : entry.keys()) {
      tx.keys()
          .find(context.party(), stated.certificate())
          .filter(known -> known.party().equals(entry.party()) && known.use() == stated.use())
          .filter(known -> stated.state() != KeyState.PENDING) // it says nothing of its use here
          .filter(known -> present.stream().noneMatch(k -> k.digest().equals(known.digest())))
          .ifPresent(known -> changed.add(as(known, stated)));
    }
    return changed;
  }
}
