/** The envelope format, proved by two programs that share no code. */
@NullMarked
package io.cds.examples.format;

import org.jspecify.annotations.NullMarked;
