package io.cds.transport.http.client;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.transport.http.HttpSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends requests to one hub and gives the answers that are the hub's. */
public final class Connection {
  /**
   * Longest time to the answer to a question without a body. A request with one takes the time that
   * the line takes for its octets too, and is given {@link HttpSettings#answer()}.
   */
  private static final Duration QUESTION = Duration.ofSeconds(15);

  private final HttpClient client;
  private final HttpSettings settings;
  private final HubAddress address;
  private final Failures failures;

  /** A connection to the hub at this address; no I/O yet. */
  public Connection(HubAddress address, HttpSettings settings) {
    this.address = address;
    this.settings = settings;
    this.failures = new Failures(address);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connect());
    settings
        .proxy()
        .or(() -> Optional.ofNullable(ProxySelector.getDefault()))
        .ifPresent(builder::proxy);
    settings.tls().ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  HubAddress address() {
    return address;
  }

  Failures failures() {
    return failures;
  }

  /** A request with a body. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.at(path)).timeout(settings.answer());
  }

  /** A question, whose answer may be held back by intent for some time. */
  HttpRequest.Builder question(String path, Duration wait) {
    Duration soon = settings.answer().compareTo(QUESTION) < 0 ? settings.answer() : QUESTION;
    return HttpRequest.newBuilder(address.at(path)).timeout(soon.plus(wait)).GET();
  }

  /**
   * Sends a request, once more when the first connection was cut: every operation is idempotent.
   * The request is made anew for each try, so that its signature is fresh.
   *
   * @throws io.cds.api.TransportException when no answer of a hub came
   */
  Reply send(Supplier<HttpRequest> request) {
    try {
      try {
        return once(request.get());
      } catch (IOException e) {
        if (!Failures.wasCut(e)) {
          throw e;
        }
        return once(request.get());
      }
    } catch (IOException e) {
      throw failures.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CdsException(Problem.of(ProblemCode.CANCELLED), e);
    }
  }

  private Reply once(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(request, info -> new GuardedBody(settings.stall()));
    return Reply.of(response, failures);
  }
}
