/** Every fault that somebody could put in front of the real engine, by every road it can come. */
@NullMarked
package io.cds.examples.hostile;

import org.jspecify.annotations.NullMarked;
