/**
 * The store SPI: one transaction, typed rows, leases, staged content.
 *
 * <p>May depend on {@code io.cds.api}, its siblings and java.base; knows no database.
 */
@NullMarked
package io.cds.api.store;

import org.jspecify.annotations.NullMarked;
