package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Registration;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.IssuedKeys;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.Mailbox;
import io.cds.api.store.StoreTransaction;
import io.cds.core.KeyHistory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Fresh keys by the signature of the present SIGN key. Each step leaves what the next one needs, so
 * that any may fail and be repeated: the request is kept as it was signed, the keys are PENDING
 * here until the directory states them as ACTIVE, and the old ones count meanwhile.
 */
final class Renew {
  private final ClientContext context;
  private final HubTie tie;
  private final OwnKeys keys;
  private final IssuedIntake intake;
  private final FreshKeys fresh;
  private final Publish publish;
  private final Mailbox mailbox;

  Renew(
      ClientContext context,
      HubTie tie,
      OwnKeys keys,
      IssuedIntake intake,
      Publish publish,
      Mailbox mailbox) {
    this.context = context;
    this.tie = tie;
    this.keys = keys;
    this.intake = intake;
    this.fresh = new FreshKeys(context);
    this.publish = publish;
    this.mailbox = mailbox;
  }

  /** All keys anew, in the last 90 days of the present ones. */
  void renew(KeyAccess person) {
    run(person, false);
  }

  /** What an installation signs with anew, in the next epoch; the present keys end. */
  void move(KeyAccess person) {
    run(person, true);
  }

  /** One that is under way is brought to its end first, whichever it was. */
  private void run(KeyAccess person, boolean move) {
    Optional<Octets> begun = tie.states().find(StateName.RENEWAL);
    Octets request = begun.orElseGet(() -> make(person, move));
    boolean moves = tie.states().find(StateName.RENEWAL_MOVES).isPresent();
    complete(request, moves, person);
    if (begun.isPresent() && moves != move) {
      run(person, move);
    }
  }

  private void complete(Octets request, boolean moves, KeyAccess person) {
    HubIdentity hub = tie.needed();
    IssuedKeys issued = intake.read(answer(request), request, hub.net());
    Octets names = tie.states().find(StateName.RENEWAL_KEYS).orElseThrow();
    List<KnownKey> own = intake.install(issued, fresh.refs(names), person);
    List<KnownKey> receipt = intake.receiptKeys(issued.hub());
    context.store().transact(tx -> keep(tx, own, receipt, moves));
    if (moves) {
      publish.moved(person);
    } else {
      publish.again(person);
    }
    forget(moves ? "MOVED" : "RENEWED");
  }

  private Octets make(KeyAccess person, boolean move) {
    HubIdentity hub = tie.needed();
    int epoch = publish.there().map(KeyRecord::epoch).orElse(1);
    OwnKeys.Held sign = signer();
    Instant from = sign.known().notAfter().minus(Registration.RENEWAL);
    if (!move && context.now().isBefore(from)) {
      throw new CdsException(
          Problem.of(ProblemCode.RENEWAL_REFUSED, "possible from " + from + " on"));
    }
    FreshKeys.Made made =
        move
            ? fresh.of(signing(), hub.net(), epoch + 1, person)
            : fresh.all(hub.net(), epoch, person);
    Octets signed = context.codec().sign(made.request(), sign.key(), context.vault(), person);
    return context
        .store()
        .transact(
            tx -> {
              tie.states().put(tx, StateName.RENEWAL, signed);
              tie.states().put(tx, StateName.RENEWAL_KEYS, made.names());
              tie.states().put(tx, StateName.RENEWAL_MOVES, move ? "1" : "");
              return signed;
            });
  }

  private List<KeyUse> signing() {
    return keys.current(KeyUse.SIGN_MLDSA, context.now()).isPresent()
        ? List.of(KeyUse.SIGN, KeyUse.SIGN_MLDSA, KeyUse.TRANSMIT)
        : List.of(KeyUse.SIGN, KeyUse.TRANSMIT);
  }

  private OwnKeys.Held signer() {
    Instant now = context.now();
    return keys.current(KeyUse.SIGN, now)
        .orElseThrow(() -> new CdsException(keys.missing(KeyUse.SIGN, now)));
  }

  /** A request that the hub refuses for good is let go, so that the next try makes another. */
  private Octets answer(Octets request) {
    try {
      return mailbox
          .renew(request)
          .orElseThrow(() -> new CdsException(Problem.of(ProblemCode.ENROLMENT_PENDING)));
    } catch (CdsException e) {
      if (e.problem().code() == ProblemCode.RENEWAL_REFUSED) {
        forget("REFUSED");
      }
      throw e;
    }
  }

  /**
   * Until they are published the old keys are used: the hub takes nothing by the new ones. In a
   * move the old TRANSMIT key ends with the publication itself, so the new one, by which the hub
   * takes a record, is used from now on.
   */
  private boolean keep(
      StoreTransaction tx, List<KnownKey> own, List<KnownKey> receipt, boolean moves) {
    PartyCode party = context.party();
    for (KnownKey key : own) {
      boolean known = tx.keys().find(party, key.digest()).isPresent();
      boolean now = moves && key.use() == KeyUse.TRANSMIT;
      if (!known && now) {
        tx.keys().of(party, party, key.use()).stream()
            .filter(old -> old.state() == KeyState.ACTIVE)
            .forEach(old -> tx.keys().put(party, old.with(KeyState.RETIRED)));
      }
      if (!known) {
        tx.keys().put(party, now ? key : key.with(KeyState.PENDING));
      }
    }
    receipt.forEach(key -> tx.keys().put(party, key));
    return true;
  }

  private void forget(String what) {
    context
        .store()
        .transact(
            tx -> {
              tie.states().put(tx, StateName.RENEWAL, "");
              KeyHistory.append(tx, context.party(), what, context.party(), "-", "");
              return true;
            });
  }
}
