package io.cds.core.hub;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
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
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a party's own-signed key record into the directory; its counter never falls. */
final class KeyRecordPublishing {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRecordPublishing.class);

  /** What a later epoch ends: what an installation signs with. OPEN moves along. */
  private static final Set<KeyUse> ENDED =
      EnumSet.of(KeyUse.SIGN, KeyUse.SIGN_MLDSA, KeyUse.TRANSMIT, KeyUse.LOG);

  private static final Set<KeyState> USABLE = EnumSet.of(KeyState.PENDING, KeyState.ACTIVE);
  private static final Set<KeyState> ENDABLE = EnumSet.of(KeyState.ACTIVE, KeyState.RETIRED);

  private final HubParts parts;
  private final Retrying retrying;

  KeyRecordPublishing(HubParts parts, Retrying retrying) {
    this.parts = parts;
    this.retrying = retrying;
  }

  /**
   * Publishes it; the same octets again change nothing.
   *
   * @throws InvalidEnvelopeException {@code KEY_RECORD} if it is another party's, goes back, or has
   *     keys that were not issued to the party
   */
  void publish(PartyCode party, Octets signed) {
    KeyRecord record = parts.codec().keyRecord(signed, parts.root());
    if (!record.party().equals(party) || !record.net().equals(parts.net())) {
      throw refused("of [" + record.party() + "] published by [" + party + "]");
    }
    Sha256 signer = parts.codec().signer(signed);
    boolean fresh = retrying.transact(tx -> publish(tx, record, signer, signed));
    if (fresh) {
      LOG.info("Key record [{}] of [{}] is published", record.counter(), party);
    }
  }

  private boolean publish(StoreTransaction tx, KeyRecord record, Sha256 signer, Octets signed) {
    PartyRow row =
        tx.parties()
            .find(new PartyRow.Key(parts.party(), record.party()))
            .orElseThrow(() -> refused("of a party that is not admitted"));
    if (row.record().equals(Optional.of(signed))) {
      return false;
    }
    if (record.counter() <= row.counter()) {
      throw refused("counter [" + record.counter() + "], stored [" + row.counter() + "]");
    }
    Set<Sha256> listed =
        record.keys().stream()
            .map(key -> issued(tx, record.party(), key))
            .collect(Collectors.toSet());
    Optional<Integer> epoch = row.record().map(before -> epoch(before));
    if (epoch.filter(before -> record.epoch() < before).isPresent()) {
      throw refused("epoch [" + record.epoch() + "], stored [" + epoch.get() + "]");
    }
    boolean moved = epoch.filter(before -> record.epoch() > before).isPresent();
    boolean anew = counting(tx, signer).isPending() && row.record().isPresent();
    for (KeyUse use : PartyUses.ALL) {
      boolean fenced = (ENDED.contains(use) && moved) || (use == KeyUse.TRANSMIT && anew);
      move(tx, tx.keys().of(parts.party(), record.party(), use), listed, fenced);
    }
    tx.parties().replace(with(row, record.counter(), signed));
    return true;
  }

  private int epoch(Octets record) {
    return parts.codec().keyRecord(record, parts.root()).epoch();
  }

  private Sha256 issued(StoreTransaction tx, PartyCode party, PartyKey key) {
    Sha256 digest = parts.codec().sha256(key.certificate().toArray());
    return tx.keys()
        .find(parts.party(), digest)
        .filter(known -> known.party().equals(party) && known.use() == key.use())
        .map(KnownKey::digest)
        .orElseThrow(() -> refused("key [" + digest + "] for [" + key.use() + "] was not issued"));
  }

  /** Earlier keys may stand in a record, withdrawn ones too, so that all know them; none signs. */
  private KnownKey counting(StoreTransaction tx, Sha256 signer) {
    return tx.keys()
        .find(parts.party(), signer)
        .filter(known -> known.isPending() || known.countsAt(tx.now()))
        .orElseThrow(() -> refused("signed by key [" + signer + "], which does not count"));
  }

  /**
   * The newest listed key of a use is the one to be used; the others open and verify on, or end. A
   * key that once was left out never comes back.
   */
  private void move(StoreTransaction tx, List<KnownKey> keys, Set<Sha256> listed, boolean fenced) {
    Optional<KnownKey> newest =
        keys.stream()
            .filter(known -> listed.contains(known.digest()))
            .filter(known -> USABLE.contains(known.state()))
            .max(Comparator.comparing(KnownKey::notBefore).thenComparing(KnownKey::isPending));
    for (KnownKey known : keys) {
      if (newest.equals(Optional.of(known))) {
        tx.keys().put(parts.party(), known.with(KeyState.ACTIVE));
      } else if (fenced && ENDABLE.contains(known.state())) {
        tx.keys().put(parts.party(), known.revoked(tx.now(), tx.now()));
      } else if (known.state() == KeyState.ACTIVE) {
        tx.keys().put(parts.party(), known.with(KeyState.RETIRED));
      }
    }
  }

  private static PartyRow with(PartyRow row, long counter, Octets signed) {
    return new PartyRow(
        row.owner(),
        row.party(),
        row.name(),
        row.chineseName(),
        Optional.of(signed),
        counter,
        row.until(),
        row.version());
  }

  private static InvalidEnvelopeException refused(String detail) {
    return new InvalidEnvelopeException(InvalidReason.KEY_RECORD, "key record " + detail);
  }
}
