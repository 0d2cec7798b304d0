package io.cds.store.jdbc.table;

import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.OutgoingStatus;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.Outgoings;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.SealedParts;
import io.cds.store.jdbc.sql.Row;
import io.cds.store.jdbc.sql.Transaction;
import java.time.Duration;
import java.util.List;

/** {@code cds_outgoing}. */
final class OutgoingTable extends VersionedTable<PartyMessage, OutgoingRow> implements Outgoings {
  private static final List<String> SEALED =
      Columns.join(List.of("seal", "routing", "expires"), Heads.COLUMNS, Refs.COLUMNS);
  private static final Layout LAYOUT =
      new Layout(
          "cds_outgoing",
          List.of("party", "id"),
          Columns.join(
              List.of("status", "owner", "created_at", "test", "time_to_live"),
              Clears.COLUMNS,
              List.of("details", "parts"),
              SEALED,
              List.of("attempts", "processing_since", "exported"),
              Problems.COLUMNS),
          true);

  OutgoingTable(Transaction transaction) {
    super(transaction, LAYOUT);
  }

  /** The sender of a party's outgoing message is the party. */
  @Override
  boolean possible(PartyMessage key) {
    return key.party().equals(key.message().from());
  }

  @Override
  List<Object> keyValues(PartyMessage key) {
    return List.of(key.party(), key.message().id());
  }

  @Override
  PartyMessage key(OutgoingRow row) {
    return new PartyMessage(row.party(), row.key());
  }

  @Override
  List<Object> otherValues(OutgoingRow row) {
    return Columns.join(
        List.of(row.status(), row.owner(), row.createdAt(), row.test(), row.timeToLive()),
        Clears.values(row.clear()),
        List.of(row.details(), Refs.text(row.parts())),
        row.sealed().map(OutgoingTable::values).orElseGet(() -> absent(SEALED.size())),
        List.of(row.attempts(), row.processingSince(), row.exported()),
        Problems.values(row.lastProblem()));
  }

  private static List<Object> values(SealedParts sealed) {
    return Columns.join(
        List.of(sealed.seal(), sealed.routing(), sealed.expires()),
        Heads.values(sealed.head()),
        Refs.values(sealed.content()));
  }

  @Override
  long version(OutgoingRow row) {
    return row.version();
  }

  @Override
  OutgoingRow read(Row row) {
    return new OutgoingRow(
        row.party("party"),
        MessageId.of(row.text("id")),
        row.constant(OutgoingStatus.class, "status"),
        row.text("owner"),
        row.instant("created_at"),
        row.flag("test"),
        Duration.ofMillis(row.number("time_to_live")),
        Clears.read(row),
        row.octets("details"),
        Refs.parse(row.text("parts")),
        row.where("seal", OutgoingTable::sealed),
        row.smallNumber("attempts"),
        row.optionalInstant("processing_since"),
        Problems.read(row),
        row.flag("exported"),
        row.number("version"));
  }

  private static SealedParts sealed(Row row) {
    return new SealedParts(
        row.smallNumber("seal"),
        Heads.read(row),
        row.digest("routing"),
        Refs.read(row),
        row.instant("expires"));
  }

  @Override
  public Page<OutgoingRow> page(PartyCode party, Cursor after, int most) {
    return pageOf(party, after, most);
  }
}
