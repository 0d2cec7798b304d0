import org.jspecify.annotations.NullMarked;

/**
 * The words that hosts and plugins of CDS speak: records, interfaces, outcomes and promises.
 *
 * <p>This module does no I/O, starts no threads and needs nothing at run time beyond the JDK. The
 * engine behind {@code CdsClient} and {@code CdsHub} is found at run time; no other module is named
 * here.
 */
@NullMarked
module io.cds.api {
  requires static transitive org.jspecify;

  exports io.cds.api;
  exports io.cds.api.envelope;
  exports io.cds.api.spi;
  exports io.cds.api.store;

  uses io.cds.api.spi.EngineProvider;
  uses io.cds.api.spi.EnvelopeCodec;
  uses io.cds.api.spi.Transport;
}
