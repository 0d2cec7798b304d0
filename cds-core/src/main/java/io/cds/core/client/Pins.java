package io.cds.core.client;

import io.cds.api.Action;
import io.cds.api.Actor;
import io.cds.api.KeyUse;
import io.cds.api.Outcome;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.DirectoryEntry;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.store.StoreTransaction;
import io.cds.core.KeyHistory;
import io.cds.core.StateText;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parties that are known are pinned: a record of theirs that none of their known SIGN keys signed
 * shows them as registered anew, and nothing is sealed to them until a person accepts the key.
 */
final class Pins {
  private static final Logger LOG = LoggerFactory.getLogger(Pins.class);

  private final ClientContext context;

  Pins(ClientContext context) {
    this.context = context;
  }

  /** Looks at a record that is about to be taken in. */
  void look(StoreTransaction tx, DirectoryEntry entry, boolean known) {
    if (!known || entry.party().equals(context.party()) || vouched(tx, entry)) {
      return;
    }
    LOG.warn("[{}] registered anew: no key that was known vouches for it", entry.party());
    mark(tx, entry.party(), "re-enrolled");
  }

  private boolean vouched(StoreTransaction tx, DirectoryEntry entry) {
    return tx.keys()
        .find(context.party(), context.codec().signer(entry.record()))
        .filter(key -> key.party().equals(entry.party()) && key.use() == KeyUse.SIGN)
        .filter(key -> key.state() != KeyState.REVOKED)
        .isPresent();
  }

  /** Why nothing is sealed to this party, if a person has to look first. */
  Optional<Problem> objection(StoreTransaction tx, PartyCode party) {
    return tx.states()
        .find(context.party(), name(party))
        .filter(mark -> mark.length() > 0)
        .map(mark -> reenrolled(tx, party));
  }

  /** A person compared the key. */
  Outcome accept(PartyCode party, Sha256 certificate, Actor actor) {
    Optional<Problem> may = context.access().refuse(actor, Action.ACCEPT_KEY, Optional.empty());
    if (may.isPresent()) {
      return new Outcome.Refused(List.of(may.get()));
    }
    return context
        .store()
        .transact(
            tx -> {
              if (!present(tx, party).equals(Optional.of(certificate))) {
                return new Outcome.Refused(List.of(reenrolled(tx, party)));
              }
              mark(tx, party, "");
              KeyHistory.append(
                  tx, context.party(), "ACCEPTED", party, actor.user(), "SIGN " + certificate);
              return new Outcome.Done();
            });
  }

  private Problem reenrolled(StoreTransaction tx, PartyCode party) {
    String sign = present(tx, party).map(Sha256::hex).orElse("none");
    return Problem.of(ProblemCode.RECIPIENT_REENROLLED, party + ", SIGN " + sign);
  }

  private Optional<Sha256> present(StoreTransaction tx, PartyCode party) {
    return tx.keys().of(context.party(), party, KeyUse.SIGN).stream()
        .filter(key -> key.state() == KeyState.ACTIVE)
        .map(KnownKey::digest)
        .findFirst();
  }

  private void mark(StoreTransaction tx, PartyCode party, String mark) {
    tx.states().put(context.party(), name(party), StateText.of(mark));
  }

  private static String name(PartyCode party) {
    return "pin/" + party;
  }
}
