/** Kills the quickstart's processes at chosen moments and looks at what is left. */
@NullMarked
package io.cds.examples.quickstart;

import org.jspecify.annotations.NullMarked;
