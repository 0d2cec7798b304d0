import org.jspecify.annotations.NullMarked;

/**
 * A mailbox over HTTP: a client for parties and a container-neutral handler for the hub.
 *
 * <p>It moves envelopes that it cannot open. Jetty and the servlet API are optional and only needed
 * where a hub stands alone or in a servlet container.
 */
@NullMarked
module io.cds.transport.http {
  requires io.cds.api;
  requires com.fasterxml.jackson.databind;
  requires java.net.http;
  requires org.slf4j;
  requires static jakarta.servlet;
  requires static org.eclipse.jetty.server;
  requires static org.jspecify;
}
