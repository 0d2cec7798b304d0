import org.jspecify.annotations.NullMarked;

/**
 * A mailbox over HTTP: a client for parties and a container-neutral handler for the hub.
 *
 * <p>It moves envelopes that it cannot open. Jetty is optional and only needed where a hub stands
 * alone, Jakarta Servlet where it runs in a container.
 */
@NullMarked
module io.cds.transport.http {
  requires transitive io.cds.api;
  requires com.fasterxml.jackson.databind;
  requires static jakarta.servlet;
  requires java.net.http;
  requires org.slf4j;
  requires static org.eclipse.jetty.server;
  requires static org.jspecify;

  exports io.cds.transport.http;
  exports io.cds.transport.http.hub;
  exports io.cds.transport.http.jetty;
  exports io.cds.transport.http.servlet;

  provides io.cds.api.spi.Transport with
      io.cds.transport.http.HttpTransport;
}
