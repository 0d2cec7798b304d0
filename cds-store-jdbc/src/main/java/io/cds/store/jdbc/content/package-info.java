/**
 * Content as rows of pieces, in bounded commits.
 *
 * <p>Closed by the module. May depend on {@code io.cds.api}, {@code io.cds.store.jdbc.sql} and
 * {@code io.cds.store.jdbc.table}; does not know JDBC.
 */
@NullMarked
package io.cds.store.jdbc.content;

import org.jspecify.annotations.NullMarked;
