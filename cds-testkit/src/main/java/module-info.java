import org.jspecify.annotations.NullMarked;

/**
 * Contracts that a plugin must keep, fakes with faults, and sample data.
 *
 * <p>It depends on the API and JUnit alone, so that a plugin is proved without the engine.
 */
@NullMarked
module io.cds.testkit {
  requires transitive io.cds.api;
  requires transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports io.cds.testkit;
  exports io.cds.testkit.fake;
  exports io.cds.testkit.network;
  exports io.cds.testkit.simulation;
  exports io.cds.testkit.store;
  exports io.cds.testkit.transport;
  exports io.cds.testkit.vault;
}
