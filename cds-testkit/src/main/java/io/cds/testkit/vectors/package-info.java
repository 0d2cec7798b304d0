/**
 * The corpus of envelope vectors, plain files beside this package, and what judges a codec by it.
 *
 * <p>May depend on {@code io.cds.api}, java.base, and on the sink in memory of the kit.
 */
@NullMarked
package io.cds.testkit.vectors;

import org.jspecify.annotations.NullMarked;
