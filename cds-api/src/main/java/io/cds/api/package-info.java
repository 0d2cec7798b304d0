/**
 * The words of hosts: what a school or an authority embeds and calls. Start with {@link
 * io.cds.api.CdsClient} and {@link io.cds.api.Desk}; the hub is {@link io.cds.api.CdsHub}.
 *
 * <p>May depend on java.base alone (and JSpecify, at compile time). Does no I/O and starts no
 * thread.
 */
@NullMarked
package io.cds.api;

import org.jspecify.annotations.NullMarked;
