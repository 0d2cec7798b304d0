/**
 * Random histories of a whole network, each driven by one seed, and a ledger beside the system that
 * judges them: nothing lost, nothing doubled, nothing silent.
 *
 * <p>{@link io.cds.testkit.simulation.Simulation} is where a host or the author of a store or a
 * transport begins. May depend on {@code io.cds.api}, java.base, JUnit, and the kit's clock, store
 * and network.
 */
@NullMarked
package io.cds.testkit.simulation;

import org.jspecify.annotations.NullMarked;
