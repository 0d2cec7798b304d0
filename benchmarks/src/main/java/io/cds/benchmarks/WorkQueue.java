package io.cds.benchmarks;

/** Work in a database that nodes lease and complete: ours, or the other's. */
interface WorkQueue extends AutoCloseable {
  /** Brings the work that is due to so many rows. */
  void fill(long rows) throws Exception;

  /** Starts so many nodes, each with a pool of connections of its own. */
  void start(int nodes) throws Exception;

  /** How many pieces were leased and completed, by transactions that have committed. */
  long done();

  /** Ends the nodes once they have completed what they hold. */
  void stop() throws Exception;

  @Override
  void close();
}
