package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.EnrolmentCode;
import io.cds.api.KeyAccess;
import io.cds.api.KeyEvent;
import io.cds.api.KeyUse;
import io.cds.api.OwnKey;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Registration;
import io.cds.api.Watch;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.Enrolment;
import io.cds.api.spi.EnrolmentStep;
import io.cds.core.KeyHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Registration: each step leaves what the next one needs, so that any may fail and be repeated. */
final class Register implements Registration {
  /** What the hub stands of a request's time. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final ClientContext context;
  private final HubTie tie;
  private final OwnKeys keys;
  private final Enrol enrol;
  private final Publish publish;
  private final Renew renew;

  Register(
      ClientContext context, HubTie tie, OwnKeys keys, Enrol enrol, Publish publish, Renew renew) {
    this.context = context;
    this.tie = tie;
    this.keys = keys;
    this.enrol = enrol;
    this.publish = publish;
    this.renew = renew;
  }

  @Override
  public boolean registered() {
    return tie.registered();
  }

  @Override
  public List<OwnKey> keys() {
    return keys.view(context.now());
  }

  @Override
  public void register(EnrolmentCode code, Sha256 root, KeyAccess key, Watch watch) {
    Enrolment enrolment = context.transport().enrolment();
    enrol.trusted(enrolment, root);
    if (doneWith(code, root)) {
      return;
    }
    enrolment.time().ifPresent(this::requireClock);
    enrol.enrol(enrolment, code, root, key);
    stopIfCancelled(watch);
    publish.enrolled(epoch(), key);
    Octets letter = letter(code, root, tie.states().find(StateName.ISSUED).orElseThrow());
    context
        .store()
        .transact(
            tx -> {
              tie.states().put(tx, StateName.REGISTERED, letter);
              tie.states().put(tx, StateName.REQUEST, "");
              tie.states().put(tx, StateName.RENEWAL, "");
              return true;
            });
  }

  @Override
  public void publish(KeyAccess key) {
    tie.needed();
    publish.again(key);
  }

  @Override
  public void renew(KeyAccess key, Watch watch) {
    requireReady(watch);
    renew.renew(key);
  }

  @Override
  public void move(KeyAccess key, Watch watch) {
    requireReady(watch);
    renew.move(key);
  }

  private void requireReady(Watch watch) {
    tie.needed();
    context.transport().enrolment().time().ifPresent(this::requireClock);
    stopIfCancelled(watch);
  }

  @Override
  public void changePassphrase(KeyAccess before, KeyAccess after) {
    PartyCode party = context.party();
    context.vault().changePassphrase(party, KeyUse.SIGN, before, after);
    context
        .store()
        .transact(
            tx -> {
              KeyHistory.append(tx, party, "PASSPHRASE_CHANGED", party, "-", "");
              return true;
            });
  }

  @Override
  public List<KeyEvent> history() {
    return context.store().read(tx -> KeyHistory.of(tx, context.party()));
  }

  /** A wrong clock is told before keys are made that would not count by it. */
  private void requireClock(Instant hub) {
    Instant here = context.now();
    if (Duration.between(here, hub).abs().compareTo(SKEW) > 0) {
      throw new CdsException(Problem.clock(here, hub));
    }
  }

  /** Whether this very letter led to the present registration. */
  private boolean doneWith(EnrolmentCode code, Sha256 root) {
    StateValues states = tie.states();
    Optional<Octets> issued = states.find(StateName.ISSUED);
    return states.find(StateName.REQUEST).isEmpty()
        && issued.isPresent()
        && states.find(StateName.REGISTERED).equals(issued.map(i -> letter(code, root, i)));
  }

  private Octets letter(EnrolmentCode code, Sha256 root, Octets issued) {
    return enrol.mac(code, root, EnrolmentStep.ANSWER, issued);
  }

  private int epoch() {
    return tie.states()
        .find(StateName.REQUEST)
        .map(request -> context.codec().keyRequest(request).epoch())
        .orElse(1);
  }

  private static void stopIfCancelled(Watch watch) {
    if (watch.cancelled()) {
      throw new CdsException(Problem.of(ProblemCode.CANCELLED));
    }
  }
}
