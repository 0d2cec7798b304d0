/** The rules of the house: directions, habits and the public API, each an executable sentence. */
@NullMarked
package io.cds.examples.house;

import org.jspecify.annotations.NullMarked;
