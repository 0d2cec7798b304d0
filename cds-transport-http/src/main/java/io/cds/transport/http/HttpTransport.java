package io.cds.transport.http;

import io.cds.api.CdsException;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Watch;
import io.cds.api.spi.Enrolment;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.RequestSigner;
import io.cds.api.spi.Transport;
import io.cds.transport.http.client.Connection;
import io.cds.transport.http.client.HubAddress;
import io.cds.transport.http.client.Probe;
import io.cds.transport.http.client.RemoteEnrolment;
import io.cds.transport.http.client.RemoteMailbox;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The way to a hub over signed HTTP/1.1 requests (docs/http-v1.md).
 *
 * <p><b>Guarantees.</b> TLS, but for loopback addresses or by explicit setting. Every call ends
 * within the time-outs. Redirects are not followed. Memory does not grow with content.
 *
 * <p><b>Failure.</b> {@link io.cds.api.TransportException} with a stable code that tells address,
 * network, TLS, clock, registration and the hub's own trouble apart.
 *
 * <p><b>Threading.</b> Safe for several threads. The JDK's HTTP client keeps daemon threads for its
 * connections.
 */
public final class HttpTransport implements Transport {
  /** The system property with the hub's address, for a transport that ServiceLoader makes. */
  public static final String ADDRESS_PROPERTY = "cds.hub.address";

  private final HubAddress address;
  private final HttpSettings settings;
  private final Connection connection;
  private volatile Optional<RemoteMailbox> latest = Optional.empty();

  /**
   * For ServiceLoader: the address stands in the system property {@value #ADDRESS_PROPERTY}.
   *
   * @throws io.cds.api.CdsException {@code HUB_WRONG_ADDRESS} when it is not set or is none
   */
  public HttpTransport() {
    this(HubAddress.parse(addressProperty(), false), HttpSettings.defaults());
  }

  private static String addressProperty() {
    String address = System.getProperty(ADDRESS_PROPERTY);
    if (address == null) {
      throw new CdsException(
          Problem.of(
              ProblemCode.HUB_WRONG_ADDRESS,
              "system property " + ADDRESS_PROPERTY + " is not set"));
    }
    return address;
  }

  private HttpTransport(HubAddress address, HttpSettings settings) {
    this.address = address;
    this.settings = settings;
    this.connection = new Connection(address, settings);
  }

  /**
   * The way to the hub at this address, by default settings; no I/O yet.
   *
   * @throws io.cds.api.CdsException {@code HUB_WRONG_ADDRESS} or {@code INSECURE_ADDRESS}
   */
  public static HttpTransport to(URI hub) {
    return to(hub, HttpSettings.defaults());
  }

  /**
   * The way to the hub at this address; no I/O yet.
   *
   * @throws io.cds.api.CdsException {@code HUB_WRONG_ADDRESS} or {@code INSECURE_ADDRESS}
   */
  public static HttpTransport to(URI hub, HttpSettings settings) {
    return new HttpTransport(HubAddress.parse(hub.toString(), settings.plainAllowed()), settings);
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public Mailbox mailbox(PartyCode self, RequestSigner signer, EnvelopeCodec codec) {
    RemoteMailbox mailbox = new RemoteMailbox(connection, self, signer, codec);
    latest = Optional.of(mailbox);
    return mailbox;
  }

  @Override
  public Enrolment enrolment() {
    return new RemoteEnrolment(connection);
  }

  /** {@inheritDoc} The registration is tried as the party whose mailbox was asked for last. */
  @Override
  public List<Link> probe(Watch watch) {
    return new Probe(address, settings, connection).run(latest, watch);
  }

  /** Does nothing: connections close by themselves when they were idle. */
  @Override
  public void close() {}
}
