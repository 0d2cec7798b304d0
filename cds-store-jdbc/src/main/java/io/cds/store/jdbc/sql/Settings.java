package io.cds.store.jdbc.sql;

import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How a database is used.
 *
 * @param clock the store's time
 * @param busyTimeout how long to wait for another process's transaction
 * @param mostOctets of the database file, if limited
 */
public record Settings(Clock clock, Duration busyTimeout, OptionalLong mostOctets) {}
