/** Coverage-guided fuzzing of every parser of octets from outside. */
@NullMarked
package io.cds.examples.fuzz;

import org.jspecify.annotations.NullMarked;
