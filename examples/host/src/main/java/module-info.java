import org.jspecify.annotations.NullMarked;

/** The smallest host: it takes the modules of CDS and says what it found. */
@NullMarked
module io.cds.examples.host {
  requires io.cds.api;
  requires io.cds.crypto;
  requires io.cds.store.jdbc;
  requires io.cds.transport.http;
  requires static org.jspecify;
}
