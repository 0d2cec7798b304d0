/** Measurements of CDS beside the physical floor of the same work. */
package io.cds.benchmarks;
