package io.cds.transport.http.hub;

import io.cds.api.CdsException;
import io.cds.api.spi.HubEndpoint;
import io.cds.transport.http.wire.ProblemDetails;
import io.cds.transport.http.wire.Wire;
import io.cds.transport.http.wire.WireProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's side of the wire for any container (docs/http-v1.md): finds the route, checks signature
 * and limits, calls the hub's engine, answers.
 *
 * <p><b>Guarantees.</b> No body is read before its declared length is within the limit and the
 * signature's fields, time and key hold; nothing of a body counts before its digest was compared.
 * Keeps nothing between requests but how often each key called. <b>Does not</b> end connections
 * that stall: the container's time-outs do.
 *
 * <p><b>Threading.</b> Safe for several threads; a call blocks until the answer is written.
 */
public final class HubHandler {
  private static final Logger LOG = LoggerFactory.getLogger(HubHandler.class);
  private static final int MAX_DRAIN = 8 * 1024 * 1024;

  private final List<Route> table;
  private final HubSettings settings;
  private final Clock clock;

  private HubHandler(List<Route> table, HubSettings settings, Clock clock) {
    this.table = table;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A handler for one hub.
   *
   * @param authorities host, and port unless it is the scheme's own, in lower case, as it stands in
   *     the addresses that the parties are given: their signatures cover it; the first counts where
   *     a proxy changed {@code Host} to something else
   */
  public static HubHandler of(HubEndpoint hub, List<String> authorities, HubSettings settings) {
    BodyRoom room = new BodyRoom(settings.bodyMemory(), settings.bodyPatience());
    CallMeter meter =
        new CallMeter(settings.callsASecond(), settings.callsAtOnce(), System::nanoTime);
    Gate gate = new Gate(hub, authorities, meter);
    List<Route> table =
        Stream.concat(
                new PublicRoutes(hub, room).table().stream(),
                new MailboxRoutes(gate, room, hub.codec(), settings).table().stream())
            .toList();
    return new HubHandler(table, settings, hub.clock());
  }

  /**
   * Answers one request.
   *
   * @throws IOException when the connection fails, or the answer can not be completed: the
   *     container must cut the connection and not end the answer
   */
  public void handle(HubRequest request, HubResponse response) throws IOException {
    Answer answer;
    try {
      answer = route(request);
    } catch (Rejection e) {
      LOG.debug("{} {}: {}", request.method(), request.path(), e.getMessage());
      answer = refusal(request, e.problem());
    } catch (CdsException e) {
      LOG.info("{} {}: {}", request.method(), request.path(), e.getMessage());
      answer = refusal(request, ofEngine(e));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.method(), request.path(), e);
      answer = refusal(request, ProblemDetails.of(WireProblem.FAILED, "the hub's log says why"));
    }
    answer.sendTo(response);
  }

  private Answer route(HubRequest request) throws Rejection, IOException {
    if (!request.confidential() && !settings.plainAllowed()) {
      throw Rejection.of(
          WireProblem.TLS_REQUIRED, "cannot answer in the clear: use the hub's https address");
    }
    if (!request.path().startsWith(settings.basePath() + Wire.ROOT)) {
      throw Rejection.of(
          WireProblem.WRONG_ADDRESS,
          "cannot answer here: this hub's paths begin with [%s]"
              .formatted(settings.basePath() + Wire.ROOT));
    }
    String path = request.path().substring(settings.basePath().length());
    for (Route route : table) {
      Matcher match = route.path().matcher(path);
      if (match.matches()) {
        return answer(route, new Route.Call(request, match, Query.parse(request.query())));
      }
    }
    throw Rejection.notFound();
  }

  private static Answer answer(Route route, Route.Call call) throws Rejection, IOException {
    if (!call.request().method().equals(route.method())) {
      throw Rejection.of(
          WireProblem.METHOD_NOT_ALLOWED,
          "cannot do [%s] here: expected [%s]".formatted(call.request().method(), route.method()));
    }
    return route.action().answer(call);
  }

  private static ProblemDetails ofEngine(CdsException failure) {
    WireProblem problem = WireProblem.of(failure.problem().code());
    return problem == WireProblem.NOT_FOUND
        ? Rejection.notFound().problem()
        : ProblemDetails.of(problem, problem.atParty().text(Locale.ENGLISH));
  }

  /** Reads a body of moderate length away first: a client that still writes may miss the answer. */
  private Answer refusal(HubRequest request, ProblemDetails problem) throws IOException {
    if (request.length() > 0 && request.length() <= MAX_DRAIN) {
      try (InputStream body = request.body()) {
        body.transferTo(OutputStream.nullOutputStream());
      }
    }
    return Answer.problem(problem.at(clock.instant()));
  }
}
