/**
 * The one package that speaks to a database: a small kit over plain JDBC, the dialect and the
 * schema.
 *
 * <p>Public for its sibling packages; closed by the module. May depend on {@code io.cds.api}, slf4j
 * and JDBC.
 */
@NullMarked
package io.cds.store.jdbc.sql;

import org.jspecify.annotations.NullMarked;
