/**
 * Content in bounded commits: as rows of pieces, or as files in a directory.
 *
 * <p>Closed by the module. May depend on {@code io.cds.api}, {@code io.cds.store.jdbc.sql} and
 * {@code io.cds.store.jdbc.table}; does not know JDBC.
 */
@NullMarked
package io.cds.store.jdbc.content;

import org.jspecify.annotations.NullMarked;
