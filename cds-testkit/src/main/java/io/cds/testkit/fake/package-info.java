/**
 * A codec, vaults and a root that pretend: they refuse what real ones refuse, for the same reasons,
 * and cost nothing. Whatever they sign, anybody could.
 *
 * <p>May depend on {@code io.cds.api}, java.base and {@code Cryptography} of the kit's network.
 */
@NullMarked
package io.cds.testkit.fake;

import org.jspecify.annotations.NullMarked;
