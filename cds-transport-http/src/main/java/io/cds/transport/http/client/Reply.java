package io.cds.transport.http.client;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.TransportException;
import io.cds.transport.http.wire.ProblemDetails;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** One answer, told apart: the hub's good one, the hub's problem, or somebody else's. */
final class Reply implements AutoCloseable {
  private static final int NO_CONTENT = 204;
  private static final int PROXY_ASKS = 407;
  private static final int MAX_RETRY_SECONDS = 86_400;

  private final HttpResponse<InputStream> response;
  private final InputStream body;
  private final Failures failures;
  private final Optional<Clock> here;

  private Reply(
      HttpResponse<InputStream> response,
      InputStream body,
      Failures failures,
      Optional<Clock> here) {
    this.response = response;
    this.body = body;
    this.failures = failures;
    this.here = here;
  }

  /** An answer; the client gives no body at all for a proxy's 407. */
  static Reply of(HttpResponse<InputStream> response, Failures failures) {
    InputStream body = Optional.ofNullable(response.body()).orElseGet(InputStream::nullInputStream);
    return new Reply(response, body, failures, Optional.empty());
  }

  /** The same, to a request that was signed by this clock. */
  Reply judgedBy(Clock clock) {
    return new Reply(response, body, failures, Optional.of(clock));
  }

  /** The body when it is of this type. */
  InputStream body(String mediaType) {
    requireGood();
    if (!mediaType.equals(field("content-type").orElse(""))) {
      throw somebodyElse();
    }
    return body;
  }

  /** The whole body when it is of this type. */
  byte[] octets(String mediaType, int limit) {
    try (InputStream in = body(mediaType)) {
      byte[] octets = in.readNBytes(limit + 1);
      if (octets.length > limit) {
        throw failures.failure(
            ProblemCode.HUB_FAILED, "the answer is longer than [" + limit + "]", null);
      }
      return octets;
    } catch (IOException e) {
      throw failures.of(e);
    }
  }

  /** Whether the answer is good and has no body. */
  boolean isEmpty() {
    requireGood();
    return response.statusCode() == NO_CONTENT;
  }

  int status() {
    return response.statusCode();
  }

  Optional<String> field(String name) {
    return response.headers().firstValue(name);
  }

  /** Ends with the problem that the hub named, or with the one that shows in the answer. */
  void requireGood() {
    if (status() < 200 || status() > 299) {
      throw failure(problem());
    }
  }

  private Optional<ProblemDetails> problem() {
    if (!ProblemDetails.MEDIA_TYPE.equals(field("content-type").orElse(""))) {
      close();
      return Optional.empty();
    }
    try (InputStream in = body) {
      return ProblemDetails.parse(in.readNBytes(ProblemDetails.MAX_LENGTH));
    } catch (IOException e) {
      throw failures.of(e);
    }
  }

  private CdsException failure(Optional<ProblemDetails> told) {
    if (told.isEmpty()) {
      return somebodyElse();
    }
    ProblemDetails problem = told.get();
    ProblemCode code = problem.problem().atParty();
    Problem named = failures.problem(code, detail(problem));
    return switch (problem.problem()) {
      case NOT_FOUND, ENROLMENT_REFUSED, RENEWAL_REFUSED, INVALID -> new CdsException(named);
      default -> new TransportException(named, retryAfter(), null);
    };
  }

  /** The code that the hub told, and what of it can be named from here. */
  private String detail(ProblemDetails told) {
    return switch (told.problem()) {
      case CLOCK ->
          told.hubTime()
              .flatMap(hub -> here.map(clock -> Problem.clock(clock.instant(), hub).detail()))
              .orElse(told.problem().name());
      case WRONG_ADDRESS -> "a hub answers, but it is called by another name, port or path";
      default -> told.problem().name();
    };
  }

  /** Something between, or at a wrong address: no hub answers like this. */
  private TransportException somebodyElse() {
    close();
    boolean proxy = status() == PROXY_ASKS;
    boolean between = proxy || (status() >= 502 && status() <= 504);
    String who = proxy ? "a proxy asks for a user and password, " : "not a hub's answer, ";
    return new TransportException(
        failures.problem(
            between ? ProblemCode.HUB_UNREACHABLE : ProblemCode.HUB_WRONG_ADDRESS,
            who
                + "status %d, %s"
                    .formatted(status(), field("content-type").orElse("no media type"))),
        retryAfter(),
        null);
  }

  private Optional<Duration> retryAfter() {
    return field("retry-after")
        .filter(v -> v.matches("[0-9]{1,9}"))
        .map(v -> Duration.ofSeconds(Math.min(MAX_RETRY_SECONDS, Long.parseLong(v))));
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw failures.of(e);
    }
  }
}
