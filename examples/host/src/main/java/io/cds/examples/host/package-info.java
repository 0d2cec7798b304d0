/**
 * The smallest host: it takes the modules of CDS and runs on the class path and the module path.
 */
package io.cds.examples.host;
