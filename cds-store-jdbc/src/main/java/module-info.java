import org.jspecify.annotations.NullMarked;

/**
 * The store over plain JDBC: it keeps envelopes that it cannot read.
 *
 * <p>SQLite is the embedded default, one file and nothing to install; PostgreSQL and MariaDB are
 * for many processes.
 */
@NullMarked
module io.cds.store.jdbc {
  requires transitive io.cds.api;
  requires transitive java.sql;
  requires org.slf4j;
  requires org.xerial.sqlitejdbc;
  requires static org.jspecify;

  exports io.cds.store.jdbc;
}
