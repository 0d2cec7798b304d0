/**
 * The values of envelope v1: routing record, manifest, receipts, key records. Octets are understood
 * in cds-crypto alone.
 *
 * <p>May depend on {@code io.cds.api} and java.base.
 */
@NullMarked
package io.cds.api.envelope;

import org.jspecify.annotations.NullMarked;
