package io.cds.benchmarks;

/** One round of work; what it returns keeps the compiler from leaving it out. */
@FunctionalInterface
interface Work {
  Object run() throws Exception;
}
