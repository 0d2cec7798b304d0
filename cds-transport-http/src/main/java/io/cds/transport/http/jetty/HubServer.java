package io.cds.transport.http.jetty;

import io.cds.api.spi.HubEndpoint;
import io.cds.transport.http.hub.HubHandler;
import io.cds.transport.http.hub.HubSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hub that stands alone: Jetty with the hub's handler, HTTP/1.1.
 *
 * <p><b>Guarantees.</b> Bound and answering when {@code start} returned. Limits: header fields of
 * 16 KiB, connections, threads, idle time and the least rate of a request's octets. {@link
 * #close()} takes no new requests and cuts what runs after two seconds; the hub is not closed with
 * it.
 */
public final class HubServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HubServer.class);
  private static final int FIELD_OCTETS = 16 * 1024;
  private static final int THREADS = 256;
  private static final int CONNECTIONS = 4_000;
  private static final long LEAST_OCTETS_A_SECOND = 512;
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration IDLE_AT_STOP = Duration.ofMillis(50);
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Server server;
  private final URI address;

  private HubServer(Server server, URI address) {
    this.server = server;
    this.address = address;
  }

  /**
   * Where a server listens and how it is called.
   *
   * @param bind address and port; port 0 takes a free one
   * @param tls the certificate and key of the server; without it the server speaks in the clear
   * @param clientCertificates whether only who presents a certificate that {@code tls} trusts may
   *     connect; it opens the door and no more, parties are known by their signatures alone
   * @param publicAddress the address that the parties are given, when it is not the bound one
   *     (their signatures cover its host and port)
   */
  public record Place(
      InetSocketAddress bind,
      Optional<SSLContext> tls,
      boolean clientCertificates,
      Optional<URI> publicAddress) {

    /** Validates. @throws IllegalArgumentException for client certificates without TLS */
    public Place {
      if (clientCertificates && tls.isEmpty()) {
        throw new IllegalArgumentException(
            "cannot ask for client certificates in the clear: expected TLS");
      }
    }

    /** Loopback, in the clear. */
    public static Place loopback(int port) {
      return new Place(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          Optional.empty(),
          false,
          Optional.empty());
    }

    /** The same for who presents a certificate only. */
    public Place withClientCertificates() {
      return new Place(bind, tls, true, publicAddress);
    }
  }

  /**
   * Binds and begins to answer.
   *
   * @throws IOException when the address cannot be bound
   */
  public static HubServer start(HubEndpoint hub, Place place, HubSettings settings)
      throws IOException {
    requireConfidential(place, settings);
    Server server = new Server(new QueuedThreadPool(THREADS));
    server.setErrorHandler(new ProblemPages());
    server.setStopTimeout(GRACE.toMillis());
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
    ServerConnector connector = connector(server, place);
    connector.setHost(place.bind().getAddress().getHostAddress());
    connector.setPort(place.bind().getPort());
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    connector.open();
    URI address = place.publicAddress().orElseGet(() -> bound(connector, place, settings));
    Handler handler =
        new JettyHandler(
            HubHandler.of(hub, authorities(address, connector.getLocalPort()), settings));
    server.setHandler(graceful(handler));
    try {
      server.start();
    } catch (Exception e) {
      connector.close();
      throw new IOException("cannot start the server at [%s]".formatted(address), e);
    }
    return new HubServer(server, address);
  }

  private static Handler graceful(Handler handler) {
    GracefulHandler graceful =
        new GracefulHandler(new MinimumDataRateHandler(handler, LEAST_OCTETS_A_SECOND, 0));
    graceful.setShutdownIdleTimeout(IDLE_AT_STOP.toMillis());
    return graceful;
  }

  /** On loopback the usual spellings of it are one address. */
  private static List<String> authorities(URI address, int port) {
    String own = address.getAuthority().toLowerCase(Locale.ROOT);
    boolean loopback = LOOPBACK.contains(address.getHost());
    return loopback
        ? Stream.concat(Stream.of(own), LOOPBACK.stream().map(host -> host + ":" + port)).toList()
        : List.of(own);
  }

  private static void requireConfidential(Place place, HubSettings settings) {
    if (place.bind().getAddress().isAnyLocalAddress() && place.publicAddress().isEmpty()) {
      throw new IllegalArgumentException(
          "cannot listen at [%s] without a public address: expected the address that parties call"
              .formatted(place.bind()));
    }
    boolean loopback = place.bind().getAddress().isLoopbackAddress();
    if (!loopback && place.tls().isEmpty() && !settings.plainAllowed()) {
      throw new IllegalArgumentException(
          "cannot listen at [%s] in the clear: expected TLS, a loopback address, or the explicit setting plainAllowed where something in front speaks TLS"
              .formatted(place.bind()));
    }
  }

  private static ServerConnector connector(Server server, Place place) {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(FIELD_OCTETS);
    http.setSendServerVersion(false);
    if (place.tls().isEmpty()) {
      return new ServerConnector(server, new HttpConnectionFactory(http));
    }
    http.addCustomizer(new SecureRequestCustomizer());
    SslContextFactory.Server ssl = new SslContextFactory.Server();
    ssl.setSslContext(place.tls().get());
    ssl.setNeedClientAuth(place.clientCertificates());
    return new ServerConnector(
        server,
        new SslConnectionFactory(ssl, HttpVersion.HTTP_1_1.asString()),
        new HttpConnectionFactory(http));
  }

  private static URI bound(ServerConnector connector, Place place, HubSettings settings) {
    String host = place.bind().getHostString();
    return URI.create(
        "%s://%s:%d%s"
            .formatted(
                place.tls().isPresent() ? "https" : "http",
                host.contains(":") ? "[" + host + "]" : host,
                connector.getLocalPort(),
                settings.basePath()));
  }

  /** The address for the parties. */
  public URI address() {
    return address;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (TimeoutException e) {
      LOG.info("The server at [{}] cut requests that ran on when it ended", address);
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop the server at [%s]".formatted(address), e);
    }
  }
}
