package io.cds.core.hub;

import io.cds.api.Actor;
import io.cds.api.CdsException;
import io.cds.api.EnrolmentCode;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Octets;
import io.cds.api.store.EnrolmentRow;
import io.cds.api.store.PartyRow;
import io.cds.api.store.StoreTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Enters parties and makes the codes of their letters. */
final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
  private static final Instant FOR_EVER = Instant.parse("9999-12-31T00:00:00Z");

  private final HubParts parts;
  private final EnrolmentCodes codes;
  private final Retrying retrying;

  Admission(HubParts parts, EnrolmentCodes codes, Retrying retrying) {
    this.parts = parts;
    this.codes = codes;
    this.retrying = retrying;
  }

  EnrolmentCode admit(PartyCode party, String name, String chineseName, Actor actor) {
    if (party.equals(parts.party())) {
      throw new CdsException(
          Problem.of(ProblemCode.NOT_ALLOWED, "the hub's own code " + party + " as a party"));
    }
    EnrolmentCode code = EnrolmentCode.create(parts.random());
    Octets sealed = codes.sealed(party, code);
    retrying.transact(
        tx -> {
          enter(tx, party, name, chineseName);
          renew(tx, party, sealed);
          PartyUses.withdrawPending(tx, parts.party(), party); // what an earlier code brought
          return true;
        });
    LOG.info("[{}] admitted [{}]", actor.user(), party);
    return code;
  }

  private void enter(StoreTransaction tx, PartyCode party, String name, String chineseName) {
    Optional<PartyRow> before = tx.parties().find(new PartyRow.Key(parts.party(), party));
    PartyRow row =
        new PartyRow(
            parts.party(),
            party,
            name,
            chineseName,
            before.flatMap(PartyRow::record),
            before.map(PartyRow::counter).orElse(-1L),
            FOR_EVER,
            before.map(PartyRow::version).orElse(0L));
    if (before.isPresent()) {
      tx.parties().replace(row);
    } else if (!tx.parties().insert(row)) {
      throw Retrying.lost("party " + party);
    }
  }

  /** The earlier code dies, with what was asked and answered by it. */
  private void renew(StoreTransaction tx, PartyCode party, Octets sealed) {
    Optional<EnrolmentRow> before = tx.enrolments().find(party);
    Duration life = parts.limits().codeLife();
    EnrolmentRow row =
        new EnrolmentRow(
            party,
            sealed,
            tx.now().plus(life),
            0,
            Optional.empty(),
            Optional.empty(),
            before.map(EnrolmentRow::version).orElse(0L));
    if (before.isPresent()) {
      tx.enrolments().replace(row);
    } else if (!tx.enrolments().insert(row)) {
      throw Retrying.lost("enrolment of " + party);
    }
  }
}
