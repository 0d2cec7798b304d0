/**
 * The store over plain JDBC, as hosts open it: SQLite in one file.
 *
 * <p>May depend on {@code io.cds.api}, the closed packages below it and {@code javax.sql}.
 */
@NullMarked
package io.cds.store.jdbc;

import org.jspecify.annotations.NullMarked;
