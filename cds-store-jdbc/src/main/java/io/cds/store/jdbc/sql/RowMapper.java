package io.cds.store.jdbc.sql;

/** Makes a value of one row. */
@FunctionalInterface
public interface RowMapper<R> {
  /** Reads the row that the result set stands at. */
  R map(Row row);
}
