package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.HubContact;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Transmission;
import io.cds.api.TransmissionReport;
import io.cds.api.Watch;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: the directory, own receipts, sending, the mailbox, contents, and the receipts that came
 * of them; last what expired, after the receipts that waited. If the hub cannot be reached at all,
 * only attempts are counted and what expired is ended.
 */
final class TransmissionRun implements Transmission {
  private static final Logger LOG = LoggerFactory.getLogger(TransmissionRun.class);

  private final PartyCode party;
  private final HubTie tie;
  private final Breaker breaker;
  private final Step warnings;
  private final Step directory;
  private final Send send;
  private final List<Step> before;
  private final List<Step> after;
  private final Step expire;

  TransmissionRun(
      PartyCode party,
      HubTie tie,
      Breaker breaker,
      Step warnings,
      Step directory,
      Send send,
      List<Step> before,
      List<Step> after,
      Step expire) {
    this.party = party;
    this.tie = tie;
    this.breaker = breaker;
    this.warnings = warnings;
    this.directory = directory;
    this.send = send;
    this.before = List.copyOf(before);
    this.after = List.copyOf(after);
    this.expire = expire;
  }

  @Override
  public TransmissionReport run(Watch watch) {
    return transmit(new Run(watch, true));
  }

  @Override
  public TransmissionReport runDue(Watch watch) {
    return transmit(new Run(watch, false));
  }

  @Override
  public HubContact contact() {
    return breaker.contact();
  }

  private TransmissionReport transmit(Run run) {
    if (!tie.registered()) {
      run.fault(new CdsException(Problem.of(ProblemCode.NOT_REGISTERED, party.value())));
      return run.report();
    }
    guarded(warnings, run);
    breaker.spare(run);
    if (run.down().isEmpty()) {
      guarded(this::knock, run);
    }
    boolean down = run.down().isPresent();
    if (!down) {
      before.forEach(step -> guarded(step, run));
    }
    guarded(send, run);
    if (!down) {
      after.forEach(step -> guarded(step, run));
    }
    guarded(expire, run);
    run.down().ifPresent(why -> breaker.failed(run, why));
    return run.report();
  }

  /** The first call: it tells whether the hub can be called at all. */
  private void knock(Run run) throws IOException {
    try {
      directory.run(run);
    } catch (CdsException e) {
      run.knockFailed(e);
      throw e;
    }
    if (run.down().isEmpty()) {
      breaker.reached();
    }
  }

  private void guarded(Step step, Run run) {
    try {
      if (!run.watch().cancelled()) {
        step.run(run);
      }
    } catch (CdsException e) {
      LOG.info("A step of [{}] ended with [{}]", party, e.problem().code());
      run.fault(e);
    } catch (IOException e) {
      LOG.info("A step of [{}] ended with [{}]", party, e.getClass().getName());
      run.fault(new CdsException(Problem.of(ProblemCode.HUB_FAILED), e));
    }
  }
}
