package io.cds.store.jdbc.table;

import io.cds.api.Cursor;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.store.Rows;
import io.cds.store.jdbc.sql.Fault;
import io.cds.store.jdbc.sql.Row;
import io.cds.store.jdbc.sql.Session;
import io.cds.store.jdbc.sql.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Rows with compare-and-set, one view a transaction. */
abstract class VersionedTable<K, R> implements Rows<K, R> {
  private final Transaction transaction;
  private final Layout layout;

  VersionedTable(Transaction transaction, Layout layout) {
    this.transaction = transaction;
    this.layout = layout;
  }

  /** The values of the key columns; party first. */
  abstract List<Object> keyValues(K key);

  abstract K key(R row);

  /** The values of the other columns, in the order of the layout. */
  abstract List<Object> otherValues(R row);

  abstract long version(R row);

  abstract R read(Row row);

  /** Whether there can be a row of this key at all. */
  boolean possible(K key) {
    return true;
  }

  final Session session() {
    return transaction.session();
  }

  @Override
  public Optional<R> find(K key) {
    return possible(key)
        ? session().first(layout.find(), this::read, keyValues(key).toArray())
        : Optional.empty();
  }

  @Override
  public boolean insert(R row) {
    if (version(row) != 0) {
      throw new IllegalArgumentException(
          "Insert into ["
              + layout.table()
              + "] of a row of version ["
              + version(row)
              + "]; expected 0: replace() writes a row that was read");
    }
    List<Object> values = new ArrayList<>(keyValues(key(row)));
    PartyCode party = (PartyCode) values.get(0);
    values.addAll(otherValues(row));
    if (layout.ordered()) {
      values.add(Counters.next(session(), party, layout.table()));
    }
    return session().insert(layout.insert(), layout.key(), values.toArray());
  }

  @Override
  public void replace(R row) {
    List<Object> values = new ArrayList<>(otherValues(row));
    values.addAll(keyValues(key(row)));
    values.add(version(row));
    if (session().update(layout.replace(), values.toArray()) != 1) {
      throw Fault.stale(
          "row of "
              + layout.table()
              + " has another version than "
              + version(row)
              + ", or is gone");
    }
  }

  final void remove(K key) {
    if (possible(key)) {
      session().update(layout.delete(), keyValues(key).toArray());
    }
  }

  /** A page in the order of insertion; the cursor is the last sequence. */
  final Page<R> pageOf(PartyCode party, Cursor after, int most) {
    long from = Places.of(after);
    String sql =
        "SELECT * FROM "
            + layout.table()
            + " WHERE party = ? AND sequence > ? ORDER BY sequence"
            + " LIMIT ?";
    List<Placed<R>> rows =
        session()
            .list(
                sql,
                row -> new Placed<>(row.number("sequence"), read(row)),
                party,
                from,
                most + 1L);
    boolean more = rows.size() > most;
    List<Placed<R>> shown = more ? rows.subList(0, most) : rows;
    long last = shown.isEmpty() ? from : shown.get(shown.size() - 1).place();
    return new Page<>(shown.stream().map(Placed::row).toList(), Places.cursor(last), more);
  }

  private record Placed<R>(long place, R row) {}

  /** Absent values for a group of columns. */
  static List<Object> absent(int columns) {
    return Collections.nCopies(columns, Optional.empty());
  }
}
