/**
 * The rules of the store SPI, as tests. A plugin's author extends {@code
 * io.cds.testkit.StoreContract}, which gathers them all.
 *
 * <p>May depend on {@code io.cds.api}, JUnit, java.base, and on the clock and {@code HostSession}
 * of the kit.
 */
@NullMarked
package io.cds.testkit.store;

import org.jspecify.annotations.NullMarked;
