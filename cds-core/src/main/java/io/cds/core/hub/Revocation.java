package io.cds.core.hub;

import io.cds.api.Actor;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.store.EnrolmentRow;
import io.cds.api.store.StoreTransaction;
import io.cds.core.KeyHistory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Withdraws keys: at once, for good, in one transaction with what they had asked for. */
final class Revocation {
  private static final Logger LOG = LoggerFactory.getLogger(Revocation.class);

  private final HubParts parts;
  private final Retrying retrying;

  Revocation(HubParts parts, Retrying retrying) {
    this.parts = parts;
    this.retrying = retrying;
  }

  /** Those that are chosen. @return what was withdrawn, or withdrawn from earlier on */
  List<Sha256> revoke(
      PartyCode party, Predicate<KnownKey> chosen, Instant invalidSince, Actor actor) {
    Instant since = invalidSince.truncatedTo(ChronoUnit.MILLIS);
    List<Sha256> revoked =
        retrying.transact(
            tx -> {
              if (since.isAfter(tx.now())) {
                throw new IllegalArgumentException(
                    "Cannot revoke keys from [" + since + "] on: it is [" + tx.now() + "]");
              }
              return revoke(tx, party, chosen, since, actor);
            });
    LOG.info("[{}] revoked [{}] keys of [{}]", actor.user(), revoked.size(), party);
    return revoked;
  }

  private List<Sha256> revoke(
      StoreTransaction tx,
      PartyCode party,
      Predicate<KnownKey> chosen,
      Instant since,
      Actor actor) {
    List<Sha256> revoked = new ArrayList<>();
    boolean signs = false;
    for (KnownKey key : PartyUses.keys(tx, parts.party(), party)) {
      if (chosen.test(key) && isNews(key, since)) {
        tx.keys().put(parts.party(), key.revoked(key.revokedAt().orElse(tx.now()), since));
        revoked.add(key.digest());
        signs |= key.use() == KeyUse.SIGN;
        String detail = key.use() + " " + key.digest() + " invalid since " + since;
        KeyHistory.append(tx, party, "REVOKED", party, actor.user(), detail);
      }
    }
    if (signs) {
      withdrawWhatItAskedFor(tx, party);
    }
    return revoked;
  }

  /** Whoever had the key may have asked for others with it. */
  private void withdrawWhatItAskedFor(StoreTransaction tx, PartyCode party) {
    PartyUses.withdrawPending(tx, parts.party(), party);
    tx.enrolments()
        .find(party)
        .filter(EnrolmentRow::isRenewal)
        .ifPresent(row -> tx.enrolments().replace(EnrolmentLedger.row(row, Optional.empty())));
  }

  private static boolean isNews(KnownKey key, Instant since) {
    return key.state() != KeyState.REVOKED
        || key.invalidSince().filter(since::isBefore).isPresent();
  }
}
