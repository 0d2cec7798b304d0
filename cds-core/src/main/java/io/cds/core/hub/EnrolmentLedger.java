package io.cds.core.hub;

import io.cds.api.PartyCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.store.EnrolmentRow;
import io.cds.api.store.StoreTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rows of enrolments. Each step names the code that it was decided for: a code that was
 * replaced meanwhile, or failed too often, is moved no further.
 */
final class EnrolmentLedger {
  private static final int PAGE = 100;

  private final HubParts parts;
  private final Retrying retrying;

  EnrolmentLedger(HubParts parts, Retrying retrying) {
    this.parts = parts;
    this.retrying = retrying;
  }

  /** A row, and the time at which it was read. */
  record Entry(EnrolmentRow row, Instant now) {}

  Optional<Entry> find(PartyCode party) {
    return parts
        .store()
        .read(tx -> tx.enrolments().find(party).map(row -> new Entry(row, tx.now())));
  }

  /** Requests without an answer. */
  List<Entry> waiting() {
    return parts
        .store()
        .read(
            tx ->
                tx.enrolments().waiting(PAGE).stream()
                    .map(row -> new Entry(row, tx.now()))
                    .toList());
  }

  /** Counts a wrong request. */
  void fail(PartyCode party, Octets code) {
    retrying.transact(
        tx -> {
          open(tx, party, code)
              .ifPresent(row -> tx.enrolments().replace(row(row, row.failures() + 1)));
          return true;
        });
  }

  /** Keeps the first request that fits. @return false if the code no longer counts */
  boolean keep(EnrolmentRequest request, Octets code) {
    return retrying.transact(
        tx -> {
          Optional<EnrolmentRow> row = open(tx, request.party(), code);
          row.ifPresent(r -> tx.enrolments().replace(row(r, Optional.of(request))));
          return row.isPresent()
              || tx.enrolments()
                  .find(request.party())
                  .flatMap(EnrolmentRow::request)
                  .equals(Optional.of(request));
        });
  }

  /**
   * Keeps a signed request in the place of what is settled. @return false if somebody was faster
   */
  boolean renew(EnrolmentRow settled, EnrolmentRequest request) {
    return retrying.transact(
        tx -> {
          Optional<EnrolmentRow> row =
              tx.enrolments().find(settled.party()).filter(r -> r.version() == settled.version());
          row.ifPresent(
              r ->
                  tx.enrolments()
                      .replace(
                          new EnrolmentRow(
                              r.party(),
                              EnrolmentCodes.FORGOTTEN,
                              tx.now(),
                              0,
                              Optional.of(request),
                              Optional.empty(),
                              r.version())));
          return row.isPresent();
        });
  }

  /** Stores the answer with the keys that begin; the code is forgotten. @return what is stored */
  Optional<EnrolmentAnswer> answer(EnrolmentRow asked, Issuing.Issued issued) {
    return retrying.transact(
        tx -> {
          Optional<EnrolmentRow> row =
              tx.enrolments().find(asked.party()).filter(r -> r.request().equals(asked.request()));
          if (row.isEmpty() || row.get().answer().isPresent()) {
            return row.flatMap(EnrolmentRow::answer);
          }
          for (KnownKey key : issued.keys()) {
            tx.keys().put(parts.party(), key);
          }
          tx.enrolments().replace(answered(row.get(), issued.answer()));
          return Optional.of(issued.answer());
        });
  }

  /** Lets a request go that cannot be answered: the code serves for another. */
  void letGo(EnrolmentRow asked) {
    retrying.transact(
        tx -> {
          tx.enrolments()
              .find(asked.party())
              .filter(r -> r.request().equals(asked.request()) && r.answer().isEmpty())
              .ifPresent(r -> tx.enrolments().replace(row(r, Optional.empty())));
          return true;
        });
  }

  private Optional<EnrolmentRow> open(StoreTransaction tx, PartyCode party, Octets code) {
    return tx.enrolments()
        .find(party)
        .filter(row -> row.code().equals(code) && row.request().isEmpty())
        .filter(row -> row.failures() < parts.limits().codeFailures());
  }

  private static EnrolmentRow row(EnrolmentRow row, int failures) {
    return new EnrolmentRow(
        row.party(),
        row.code(),
        row.expires(),
        failures,
        row.request(),
        row.answer(),
        row.version());
  }

  /** The same with this request or none, and no answer. */
  static EnrolmentRow row(EnrolmentRow row, Optional<EnrolmentRequest> request) {
    return new EnrolmentRow(
        row.party(),
        row.code(),
        row.expires(),
        row.failures(),
        request,
        Optional.empty(),
        row.version());
  }

  private static EnrolmentRow answered(EnrolmentRow row, EnrolmentAnswer answer) {
    return new EnrolmentRow(
        row.party(),
        EnrolmentCodes.FORGOTTEN,
        row.expires(),
        row.failures(),
        row.request(),
        Optional.of(answer),
        row.version());
  }
}
