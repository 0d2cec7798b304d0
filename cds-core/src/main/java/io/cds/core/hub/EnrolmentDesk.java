package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.EnrolmentCode;
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
  private final Answering answering;

  EnrolmentDesk(
      HubParts parts,
      ReceiptKey key,
      EnrolmentCodes codes,
      EnrolmentLedger ledger,
      Answering answering) {
    this.parts = parts;
    this.key = key;
    this.codes = codes;
    this.ledger = ledger;
    this.answering = answering;
  }

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
      return answer(entry);
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
    return answer(ledger.find(party).orElseThrow(() -> refused(party, "unknown")));
  }

  private Optional<EnrolmentAnswer> answer(EnrolmentLedger.Entry entry) {
    return answering.answer(
        entry, () -> refused(entry.row().party(), "the certificate authority refused the request"));
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
          && isWhole(uses);
    } catch (InvalidEnvelopeException e) {
      return false;
    }
  }

  /** Whether these are the keys of a party: of suite 2 both or none. */
  static boolean isWhole(List<KeyUse> uses) {
    return uses.containsAll(REQUIRED)
        && uses.contains(KeyUse.SIGN_MLDSA) == uses.contains(KeyUse.OPEN_MLKEM)
        && PartyUses.ALL.containsAll(uses);
  }

  /** The cause stays in the log. */
  private static CdsException refused(PartyCode party, String cause) {
    LOG.info("Enrolment of [{}] refused: {}", party, cause);
    return new CdsException(Problem.of(ProblemCode.ENROLMENT_REFUSED));
  }
}
