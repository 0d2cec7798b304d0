/** Moves messages through their states and tells what may be done with them. */
package io.cds.core;
