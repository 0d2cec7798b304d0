package io.cds.transport.http.hub;

import io.cds.transport.http.wire.ProblemDetails;
import io.cds.transport.http.wire.WireProblem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a route answers.
 *
 * @param status the HTTP status
 * @param fields header fields by name, without the length
 * @param length octets of the body, where they are known before it is written
 * @param body writes the octets
 */
record Answer(int status, Map<String, String> fields, OptionalLong length, Body body) {
  private static final int NO_CONTENT = 204;
  private static final int BUFFER = 32 * 1024;
  private static final String SECONDS_WHEN_BUSY = "5";
  private static final String SECONDS_WHEN_FULL = "300";

  Answer {
    fields = Map.copyOf(fields);
  }

  /** Writes a body. */
  @FunctionalInterface
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  static Answer of(int status, String mediaType, byte[] body) {
    return new Answer(
        status,
        Map.of("Content-Type", mediaType),
        OptionalLong.of(body.length),
        out -> out.write(body));
  }

  /** A body whose length shows only at its end. */
  static Answer streamed(String mediaType, Body body) {
    return new Answer(200, Map.of("Content-Type", mediaType), OptionalLong.empty(), body);
  }

  static Answer empty(int status) {
    return new Answer(status, Map.of(), OptionalLong.of(0), out -> {});
  }

  static Answer problem(ProblemDetails problem) {
    Answer answer = of(problem.problem().status(), ProblemDetails.MEDIA_TYPE, problem.toJson());
    if (problem.problem() == WireProblem.BUSY
        || problem.problem() == WireProblem.TOO_MANY_REQUESTS) {
      return answer.with("Retry-After", SECONDS_WHEN_BUSY);
    }
    return problem.problem() == WireProblem.FULL
        ? answer.with("Retry-After", SECONDS_WHEN_FULL)
        : answer;
  }

  Answer with(String name, String value) {
    Map<String, String> more = new TreeMap<>(fields);
    more.put(name, value);
    return new Answer(status, more, length, body);
  }

  /** Sends it; a body that fails is left open, so that its reader sees it cut and never ended. */
  void sendTo(HubResponse response) throws IOException {
    Answer whole = with("Cache-Control", "no-store");
    if (status != NO_CONTENT && length.isPresent()) {
      whole = whole.with("Content-Length", Long.toString(length.getAsLong()));
    }
    OutputStream out = new BufferedOutputStream(response.start(status, whole.fields()), BUFFER);
    body.writeTo(out);
    out.close();
  }
}
