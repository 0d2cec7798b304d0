package io.cds.transport.http.client;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Stage;
import io.cds.api.Watch;
import io.cds.api.spi.Transport.Link;
import io.cds.transport.http.HttpSettings;
import io.cds.transport.http.signature.RequestSignature;
import io.cds.transport.http.wire.HubJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tries the links to the hub one after another: name, connection, TLS, hub, clock, registration.
 */
public final class Probe {
  private static final int LINKS = 5;

  private final HubAddress address;
  private final HttpSettings settings;
  private final Connection connection;

  /** A probe of this connection. */
  public Probe(HubAddress address, HttpSettings settings, Connection connection) {
    this.address = address;
    this.settings = settings;
    this.connection = connection;
  }

  /** Tries until the first link that fails, or the watch cancels. */
  public List<Link> run(Optional<RemoteMailbox> mailbox, Watch watch) {
    List<Link> links = new ArrayList<>();
    List<Supplier<Link>> steps = new ArrayList<>();
    if (direct()) {
      steps.add(this::name);
      steps.add(this::connect);
    }
    steps.add(() -> hub(mailbox.map(RemoteMailbox::clock)));
    mailbox.ifPresent(m -> steps.add(() -> registration(m)));
    for (Supplier<Link> step : steps) {
      if (watch.cancelled()) {
        return links;
      }
      links.add(step.get());
      watch.progress(Stage.PROBE, links.size(), LINKS);
      if (links.get(links.size() - 1).problem().isPresent()) {
        return links;
      }
    }
    return links;
  }

  private boolean direct() {
    return settings
        .proxy()
        .or(() -> Optional.ofNullable(ProxySelector.getDefault()))
        .map(s -> s.select(address.base()).contains(Proxy.NO_PROXY))
        .orElse(true);
  }

  private Link name() {
    String host = address.base().getHost();
    try {
      return good("name", host + " is " + InetAddress.getByName(host).getHostAddress());
    } catch (IOException e) {
      return bad("name", problem(ProblemCode.HUB_UNREACHABLE, "the name does not resolve"));
    }
  }

  private Link connect() {
    InetSocketAddress to = new InetSocketAddress(address.base().getHost(), address.port());
    try (Socket socket = new Socket()) {
      socket.connect(to, (int) settings.connect().toMillis());
      return good("connection", "port " + address.port() + " answers");
    } catch (IOException e) {
      return bad(
          "connection",
          problem(ProblemCode.HUB_UNREACHABLE, "port " + address.port() + " does not answer"));
    }
  }

  private Link hub(Optional<Clock> here) {
    try {
      HubJson.Greeting greeting = new RemoteEnrolment(connection).greeting();
      Optional<Problem> clock =
          here.map(Clock::instant)
              .filter(now -> apart(now, greeting.time()).compareTo(RequestSignature.LIFE) > 0)
              .map(now -> Problem.clock(now, greeting.time()));
      if (clock.isPresent()) {
        return bad("clock", problem(ProblemCode.CLOCK, clock.get().detail()));
      }
      return good(
          address.tls() ? "hub, TLS and clock" : "hub and clock",
          "%s of net %s, its time is [%s]"
              .formatted(greeting.identity().party(), greeting.identity().net(), greeting.time()));
    } catch (CdsException e) {
      boolean tls = e.problem().code() == ProblemCode.TLS_FAILED;
      return bad(tls ? "TLS" : "hub", e.problem());
    }
  }

  private static Duration apart(Instant here, Instant hub) {
    return Duration.between(here, hub).abs();
  }

  private static Link registration(RemoteMailbox mailbox) {
    return mailbox
        .registration()
        .map(e -> bad("registration", e.problem()))
        .orElseGet(() -> good("registration", "the hub accepts this installation's key"));
  }

  private Problem problem(ProblemCode code, String detail) {
    return connection.failures().problem(code, detail);
  }

  private static Link good(String name, String detail) {
    return new Link(name, detail, Optional.empty());
  }

  private static Link bad(String name, Problem problem) {
    return new Link(name, problem.detail(), Optional.of(problem));
  }
}
