/**
 * What plugins and hosts implement: transports, vaults, handlers, checks; and the codec that
 * cds-crypto implements.
 *
 * <p>May depend on {@code io.cds.api}, its siblings and java.base.
 */
@NullMarked
package io.cds.api.spi;

import org.jspecify.annotations.NullMarked;
