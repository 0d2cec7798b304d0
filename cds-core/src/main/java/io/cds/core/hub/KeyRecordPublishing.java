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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a party's own-signed key record into the directory; its counter never falls. */
final class KeyRecordPublishing {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRecordPublishing.class);
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
    boolean fresh = retrying.transact(tx -> publish(tx, record, signed));
    if (fresh) {
      LOG.info("Key record [{}] of [{}] is published", record.counter(), party);
    }
  }

  private boolean publish(StoreTransaction tx, KeyRecord record, Octets signed) {
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
    for (KeyUse use : PartyUses.ALL) {
      for (KnownKey known : tx.keys().of(parts.party(), record.party(), use)) {
        move(tx, known, listed.contains(known.digest()));
      }
    }
    tx.parties().replace(with(row, record.counter(), signed));
    return true;
  }

  private Sha256 issued(StoreTransaction tx, PartyCode party, PartyKey key) {
    Sha256 digest = parts.codec().sha256(key.certificate().toArray());
    return tx.keys()
        .find(parts.party(), digest)
        .filter(known -> known.party().equals(party) && known.use() == key.use())
        .filter(known -> known.state() != KeyState.REVOKED)
        .map(KnownKey::digest)
        .orElseThrow(() -> refused("key [" + digest + "] for [" + key.use() + "] does not count"));
  }

  /** A key that once was left out never comes back. */
  private void move(StoreTransaction tx, KnownKey known, boolean listed) {
    if (listed && known.state() == KeyState.PENDING) {
      tx.keys().put(parts.party(), known.with(KeyState.ACTIVE));
    } else if (!listed && known.state() == KeyState.ACTIVE) {
      tx.keys().put(parts.party(), known.with(KeyState.RETIRED));
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
