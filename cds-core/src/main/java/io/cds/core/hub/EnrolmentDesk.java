package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.EnrolmentCode;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.KeyRequest;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.RequestedKey;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.spi.Enrolment;
import io.cds.api.spi.EnrolmentStep;
import io.cds.api.store.EnrolmentRow;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers parties by the code of their letter: once, within its time, for a few tries; refused
 * alike for every cause. The answer is stored, and repeated for the same request.
 */
final class EnrolmentDesk implements Enrolment {
  private static final Logger LOG = LoggerFactory.getLogger(EnrolmentDesk.class);
  private static final Set<KeyUse> REQUIRED = EnumSet.of(KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT);

  private final HubParts parts;
  private final ReceiptKey key;
  private final EnrolmentCodes codes;
  private final EnrolmentLedger ledger;
  private final Issuing issuing;
  private final Optional<Office> office;

  EnrolmentDesk(
      HubParts parts,
      ReceiptKey key,
      EnrolmentCodes codes,
      EnrolmentLedger ledger,
      Optional<Office> office) {
    this.parts = parts;
    this.key = key;
    this.codes = codes;
    this.ledger = ledger;
    this.issuing = new Issuing(parts, key);
    this.office = office;
  }

  /** A certificate authority that answers now. */
  record Office(CertificateAuthority authority, KeyAccess access) {}

  @Override
  public HubIdentity identity() {
    return key.identity();
  }

  @Override
  public Optional<Instant> time() {
    return Optional.of(parts.clock().instant());
  }

  @Override
  public Optional<EnrolmentAnswer> enrol(EnrolmentRequest request) {
    PartyCode party = request.party();
    EnrolmentLedger.Entry entry = ledger.find(party).orElseThrow(() -> refused(party, "unknown"));
    EnrolmentRow row = entry.row();
    if (row.request().isPresent()) {
      if (!row.request().get().equals(request)) {
        throw refused(party, "another request was kept");
      }
      return row.answer().isPresent() ? row.answer() : answerHere(entry);
    }
    requireAlive(entry);
    if (!fits(row, request)) {
      ledger.fail(party, row.code());
      throw refused(party, "the HMAC does not fit");
    }
    if (!wellFormed(request)) {
      throw refused(party, "the request is not of the form");
    }
    if (!ledger.keep(request, row.code())) {
      throw refused(party, "another request was faster");
    }
    return answerHere(ledger.find(party).orElseThrow(() -> refused(party, "unknown")));
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

  private Optional<EnrolmentAnswer> answerHere(EnrolmentLedger.Entry entry) {
    if (office.isEmpty()) {
      return Optional.empty();
    }
    Optional<EnrolmentAnswer> answer = answer(entry, office.get());
    if (answer.isEmpty()) {
      throw refused(entry.row().party(), "the certificate authority refused the request");
    }
    return answer;
  }

  /** Empty if the authority refused the request, which then gives way to a mended one. */
  private Optional<EnrolmentAnswer> answer(EnrolmentLedger.Entry entry, Office by) {
    EnrolmentRow row = entry.row();
    try {
      Issuing.Issued issued =
          issuing.issue(
              row.request().orElseThrow(),
              codes.open(row.party(), row.code()),
              by.authority(),
              by.access(),
              entry.now());
      return ledger.answer(row, issued);
    } catch (CdsException e) {
      if (!isAboutTheRequest(e)) {
        throw e;
      }
      LOG.warn("Enrolment request of [{}] is let go: {}", row.party(), e.getMessage());
      ledger.letGo(row);
      return Optional.empty();
    }
  }

  /** Whatever else fails is the hub's own trouble: the request stays. */
  private static boolean isAboutTheRequest(CdsException failure) {
    return failure instanceof InvalidEnvelopeException
        || failure.problem().code() == ProblemCode.ENROLMENT_REFUSED;
  }

  private void requireAlive(EnrolmentLedger.Entry entry) {
    Instant expires = entry.row().expires();
    if (!entry.now().isBefore(expires)) {
      throw refused(entry.row().party(), "the code expired at " + expires);
    }
    if (entry.row().failures() >= parts.limits().codeFailures()) {
      throw refused(entry.row().party(), "the code failed too often");
    }
  }

  private boolean fits(EnrolmentRow row, EnrolmentRequest request) {
    EnrolmentCode code = codes.open(row.party(), row.code());
    Octets expected =
        parts.codec().mac(code, parts.net(), row.party(), EnrolmentStep.REQUEST, request.request());
    return MessageDigest.isEqual(expected.toArray(), request.mac().toArray());
  }

  private boolean wellFormed(EnrolmentRequest request) {
    try {
      KeyRequest asked = parts.codec().keyRequest(request.request());
      List<KeyUse> uses = asked.keys().stream().map(RequestedKey::use).toList();
      return asked.net().equals(parts.net())
          && asked.party().equals(request.party())
          && uses.size() == Set.copyOf(uses).size()
          && uses.containsAll(REQUIRED)
          && uses.contains(KeyUse.SIGN_MLDSA) == uses.contains(KeyUse.OPEN_MLKEM)
          && PartyUses.ALL.containsAll(uses);
    } catch (InvalidEnvelopeException e) {
      return false;
    }
  }

  /** The cause stays in the log. */
  private static CdsException refused(PartyCode party, String cause) {
    LOG.info("Enrolment of [{}] refused: {}", party, cause);
    return new CdsException(Problem.of(ProblemCode.ENROLMENT_REFUSED));
  }
}
