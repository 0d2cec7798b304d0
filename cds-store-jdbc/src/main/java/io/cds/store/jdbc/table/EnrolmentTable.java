package io.cds.store.jdbc.table;

import io.cds.api.PartyCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.store.EnrolmentRow;
import io.cds.api.store.Enrolments;
import io.cds.store.jdbc.sql.Row;
import io.cds.store.jdbc.sql.Transaction;
import java.util.List;

/** {@code cds_enrolment}. */
final class EnrolmentTable extends VersionedTable<PartyCode, EnrolmentRow> implements Enrolments {
  private static final String WAITING =
      """
      SELECT * FROM cds_enrolment WHERE request IS NOT NULL AND answer IS NULL
      ORDER BY party LIMIT ?
      """;
  private static final Layout LAYOUT =
      new Layout(
          "cds_enrolment",
          List.of("party"),
          List.of(
              "code",
              "expires",
              "failures",
              "request_party",
              "request",
              "request_mac",
              "answer",
              "answer_mac"),
          false);

  EnrolmentTable(Transaction transaction) {
    super(transaction, LAYOUT);
  }

  @Override
  List<Object> keyValues(PartyCode party) {
    return List.of(party);
  }

  @Override
  PartyCode key(EnrolmentRow row) {
    return row.party();
  }

  @Override
  List<Object> otherValues(EnrolmentRow row) {
    return List.of(
        row.code(),
        row.expires(),
        row.failures(),
        row.request().map(EnrolmentRequest::party),
        row.request().map(EnrolmentRequest::request),
        row.request().map(EnrolmentRequest::mac),
        row.answer().map(EnrolmentAnswer::answer),
        row.answer().map(EnrolmentAnswer::mac));
  }

  @Override
  long version(EnrolmentRow row) {
    return row.version();
  }

  @Override
  EnrolmentRow read(Row row) {
    return new EnrolmentRow(
        row.party("party"),
        row.octets("code"),
        row.instant("expires"),
        row.smallNumber("failures"),
        row.where(
            "request_party",
            r ->
                new EnrolmentRequest(
                    r.party("request_party"), r.octets("request"), r.octets("request_mac"))),
        row.optionalOctets("answer")
            .map(answer -> new EnrolmentAnswer(answer, row.octets("answer_mac"))),
        row.number("version"));
  }

  @Override
  public List<EnrolmentRow> waiting(int most) {
    return session().list(WAITING, this::read, most);
  }

  @Override
  public void delete(PartyCode party) {
    remove(party);
  }
}
