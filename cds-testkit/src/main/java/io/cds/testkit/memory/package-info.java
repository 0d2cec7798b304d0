/**
 * The store in memory: tables with an undo journal under one lock.
 *
 * <p>May depend on {@code io.cds.api} and java.base, and on {@code HostSession} of the kit.
 */
@NullMarked
package io.cds.testkit.memory;

import org.jspecify.annotations.NullMarked;
