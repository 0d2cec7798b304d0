/** One small program a feature; each compiles and runs in the tests. */
package io.cds.examples;
