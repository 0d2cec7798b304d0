package io.cds.store.jdbc.sql;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What servers have in common: many writers at once, and the host's pool of connections. */
interface ServerDialect extends Dialect {
  /** The store's time; if there is none, the database's own. */
  Optional<Clock> clock();

  /** The database's own time, column {@code now}, in milliseconds of 1970. */
  String selectNow();

  @Override
  default boolean oneWriter() {
    return false;
  }

  @Override
  default void prepare(Session session, boolean own) {}

  @Override
  default void commit(Session session) {
    session.commit();
  }

  @Override
  default void rollBack(Session session) {
    session.rollBack();
  }

  @Override
  default boolean inTransaction(Session session) {
    return session.inTransaction();
  }

  @Override
  default Instant now(Session session) {
    return clock()
        .map(Clock::instant)
        .orElseGet(() -> session.first(selectNow(), row -> row.instant("now")).orElseThrow())
        .truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  default String passingOver() {
    return " FOR UPDATE SKIP LOCKED";
  }
}
