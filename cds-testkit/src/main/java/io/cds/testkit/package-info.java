/**
 * What proves a plugin, and what tests stand on: contracts, a store in memory, a manual clock.
 *
 * <p>May depend on {@code io.cds.api}, JUnit and java.base.
 */
@NullMarked
package io.cds.testkit;

import org.jspecify.annotations.NullMarked;
