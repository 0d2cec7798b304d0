/**
 * The tables of the store: one small class each, statements and columns and nothing else.
 *
 * <p>Closed by the module. May depend on {@code io.cds.api} and {@code io.cds.store.jdbc.sql}; does
 * not know JDBC.
 */
@NullMarked
package io.cds.store.jdbc.table;

import org.jspecify.annotations.NullMarked;
