package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.Octets;
import io.cds.api.store.EnrolmentRow;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews a party's keys by its own signature. The request is kept before it is answered, so that
 * its repetition after any failure is answered the same; no other has a chance until what was
 * issued is published.
 */
final class RenewalDesk {
  private static final Logger LOG = LoggerFactory.getLogger(RenewalDesk.class);

  private final RenewalCheck check;
  private final EnrolmentLedger ledger;
  private final Answering answering;

  RenewalDesk(RenewalCheck check, EnrolmentLedger ledger, Answering answering) {
    this.check = check;
    this.ledger = ledger;
    this.answering = answering;
  }

  /** The answer, once there is one. @throws io.cds.api.CdsException {@code RENEWAL_REFUSED} */
  Optional<Octets> renew(PartyCode party, Octets signed) {
    try {
      return request(party, signed);
    } catch (CdsException e) {
      if (e.problem().code() == ProblemCode.RENEWAL_REFUSED) {
        LOG.info("Renewal of [{}] refused: {}", party, e.getMessage());
      }
      throw e;
    }
  }

  private Optional<Octets> request(PartyCode party, Octets signed) {
    EnrolmentRequest request = new EnrolmentRequest(party, signed, RenewalCheck.NO_MAC);
    EnrolmentLedger.Entry entry = entry(party);
    if (!entry.row().request().equals(Optional.of(request))) {
      check.check(party, signed, entry.now());
      requireFree(entry.row(), entry.now());
      if (!ledger.renew(entry.row(), request)) {
        throw RenewalCheck.refused("another request was faster");
      }
      LOG.info("Renewal of [{}] is kept", party);
      entry = entry(party);
    }
    return answering
        .answer(entry, () -> RenewalCheck.refused("the certificate authority refused the request"))
        .map(EnrolmentAnswer::answer);
  }

  private EnrolmentLedger.Entry entry(PartyCode party) {
    return ledger.find(party).orElseThrow(() -> RenewalCheck.refused("never admitted"));
  }

  /** A code that was issued meanwhile, and keys that wait to be published, come first. */
  private void requireFree(EnrolmentRow row, Instant now) {
    boolean unspent = row.code().length() > 0 && row.request().isEmpty();
    if (unspent && now.isBefore(row.expires())) {
      throw RenewalCheck.refused("a new enrolment code was issued, good until " + row.expires());
    }
    if (row.request().isPresent() && row.answer().isEmpty()) {
      throw RenewalCheck.refused("another request waits to be answered");
    }
    if (check.hasPending(row.party())) {
      throw RenewalCheck.refused("keys that were issued before are not published yet");
    }
  }
}
