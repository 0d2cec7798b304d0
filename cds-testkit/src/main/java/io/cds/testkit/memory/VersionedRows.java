package io.cds.testkit.memory;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.store.Rows;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Rows with compare-and-set, one view a transaction. */
class VersionedRows<K, R> implements Rows<K, R> {
  /** How a kind of row tells its key and version, and how it is written anew. */
  record Form<K, R>(
      String table, Function<R, K> key, ToLongFunction<R> version, Function<R, R> next) {}

  final Table<K, R> table;
  final Journal journal;
  private final Form<K, R> form;

  VersionedRows(Table<K, R> table, Journal journal, Form<K, R> form) {
    this.table = table;
    this.journal = journal;
    this.form = form;
  }

  @Override
  public Optional<R> find(K key) {
    return table.find(journal, key);
  }

  @Override
  public boolean insert(R row) {
    if (form.version.applyAsLong(row) != 0) {
      throw new IllegalArgumentException(
          "Insert into ["
              + form.table
              + "] of a row of version ["
              + form.version.applyAsLong(row)
              + "]; expected 0: replace() writes a row that was read");
    }
    K key = form.key.apply(row);
    if (table.find(journal, key).isPresent()) {
      return false;
    }
    table.put(journal, key, row);
    return true;
  }

  @Override
  public void replace(R row) {
    K key = form.key.apply(row);
    long expected = form.version.applyAsLong(row);
    Optional<R> stored = table.find(journal, key);
    if (stored.isEmpty() || form.version.applyAsLong(stored.get()) != expected) {
      String found = stored.map(r -> "" + form.version.applyAsLong(r)).orElse("none");
      throw new CdsException(
          Problem.of(
              ProblemCode.STALE_LEASE,
              "row of " + form.table + ", version " + expected + ", stored version " + found));
    }
    table.put(journal, key, form.next.apply(row));
  }
}
