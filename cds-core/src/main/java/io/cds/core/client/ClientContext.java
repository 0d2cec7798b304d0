package io.cds.core.client;

import io.cds.api.KeyAccess;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Schedule;
import io.cds.api.Settings;
import io.cds.api.envelope.KnownKey;
import io.cds.api.spi.AccessPolicy;
import io.cds.api.spi.AtRest;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.MessageCheck;
import io.cds.api.spi.MessageHandler;
import io.cds.api.spi.NoticeSink;
import io.cds.api.spi.Transport;
import io.cds.api.store.PartyRow;
import io.cds.api.store.Store;
import io.cds.api.store.StoreTransaction;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Everything a verb or a step works with.
 *
 * @param unattended unlocks TRANSMIT, LOG and the at-rest key
 * @param clock stamps what is sealed and judges keys; rows and leases go by the store's clock
 */
record ClientContext(
    PartyCode party,
    Store store,
    KeyVault vault,
    Transport transport,
    KeyAccess unattended,
    EnvelopeCodec codec,
    List<MessageCheck> checks,
    Optional<MessageHandler> handler,
    AccessPolicy access,
    Optional<NoticeSink> notices,
    Settings settings,
    Schedule schedule,
    Clock clock,
    SecureRandom random) {
  ClientContext {
    checks = List.copyOf(checks);
  }

  /** The cipher of what this party keeps. */
  AtRest atRest() {
    return vault.atRest(party, unattended);
  }

  /** The time by which this party judges and seals: the wire knows milliseconds. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Why what the directory said of a party does not count any more, if it said it too long ago. */
  Optional<Problem> stale(PartyRow said) {
    return said.until().plus(settings.directoryGrace()).isBefore(now())
        ? Optional.of(
            Problem.of(
                ProblemCode.DIRECTORY_STALE, said.party().value() + " until " + said.until()))
        : Optional.empty();
  }

  /** The outside certificate that the host lets this party be sealed to, if one is valid. */
  Optional<KnownKey> outside(PartyCode recipient, Instant now) {
    return codec.outside(recipient).stream().filter(key -> key.currentAt(now)).findFirst();
  }

  /** The store's time, as receipts tell it. */
  Instant storeTime() {
    return store.read(StoreTransaction::now).truncatedTo(ChronoUnit.MILLIS);
  }
}
