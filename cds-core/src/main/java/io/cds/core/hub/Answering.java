package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.store.EnrolmentRow;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the certificate authority answer requests that were kept, at once or when it comes by. */
final class Answering {
  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

  /** Whatever else fails is the hub's own trouble: the request stays. */
  private static final Set<ProblemCode> ABOUT_THE_REQUEST =
      EnumSet.of(ProblemCode.ENROLMENT_REFUSED, ProblemCode.RENEWAL_REFUSED);

  private final EnrolmentCodes codes;
  private final EnrolmentLedger ledger;
  private final RenewalCheck renewals;
  private final Issuing issuing;
  private final Optional<Office> office;

  Answering(
      EnrolmentCodes codes,
      EnrolmentLedger ledger,
      RenewalCheck renewals,
      Issuing issuing,
      Optional<Office> office) {
    this.codes = codes;
    this.ledger = ledger;
    this.renewals = renewals;
    this.issuing = issuing;
    this.office = office;
  }

  /** A certificate authority that answers now. */
  record Office(CertificateAuthority authority, KeyAccess access) {}

  /**
   * The answer that is stored, or is made now if an authority is here.
   *
   * @param refusal made and thrown if the authority refuses the request
   */
  Optional<EnrolmentAnswer> answer(EnrolmentLedger.Entry entry, Supplier<CdsException> refusal) {
    if (entry.row().answer().isPresent() || office.isEmpty()) {
      return entry.row().answer();
    }
    Optional<EnrolmentAnswer> answer = answer(entry, office.get());
    if (answer.isEmpty()) {
      throw refusal.get();
    }
    return answer;
  }

  /** Answers those that wait. @return how many */
  int answerAll(Office by) {
    int answered = 0;
    List<EnrolmentLedger.Entry> waiting = ledger.waiting();
    while (!waiting.isEmpty()) {
      for (EnrolmentLedger.Entry entry : waiting) {
        answered += answer(entry, by).isPresent() ? 1 : 0;
      }
      waiting = ledger.waiting();
    }
    return answered;
  }

  /** Empty if the request was refused, which then gives way to a mended one. */
  private Optional<EnrolmentAnswer> answer(EnrolmentLedger.Entry entry, Office by) {
    try {
      return ledger.answer(entry.row(), issue(entry, by));
    } catch (CdsException e) {
      boolean aboutIt =
          e instanceof InvalidEnvelopeException || ABOUT_THE_REQUEST.contains(e.problem().code());
      if (!aboutIt) {
        throw e;
      }
      LOG.warn("Key request of [{}] is let go: {}", entry.row().party(), e.getMessage());
      ledger.letGo(entry.row());
      return Optional.empty();
    }
  }

  private Issuing.Issued issue(EnrolmentLedger.Entry entry, Office by) {
    EnrolmentRow row = entry.row();
    if (row.isRenewal()) {
      RenewalCheck.Checked checked =
          renewals.check(row.party(), row.request().orElseThrow().request(), entry.now());
      return issuing.renew(checked, by, entry.now());
    }
    return issuing.issue(
        row.request().orElseThrow(), codes.open(row.party(), row.code()), by, entry.now());
  }
}
