package io.cds.transport.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * An error as {@code application/problem+json} (RFC 9457), type {@code about:blank}, with the
 * members {@code code} and {@code hubTime} beside the standard ones.
 *
 * @param problem what went wrong
 * @param detail what was attempted and what to do, in English; never a secret
 * @param hubTime the hub's time
 */
public record ProblemDetails(WireProblem problem, String detail, Optional<Instant> hubTime) {
  /** The media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** More than this is never read as a problem. */
  public static final int MAX_LENGTH = 16 * 1024;

  /** A problem with words alone. */
  public static ProblemDetails of(WireProblem problem, String detail) {
    return new ProblemDetails(problem, detail, Optional.empty());
  }

  /** The same problem, telling the hub's time. */
  public ProblemDetails at(Instant now) {
    return new ProblemDetails(problem, detail, Optional.of(now));
  }

  /** The octets of the body. */
  public byte[] toJson() {
    ObjectNode out = WireJson.MAPPER.createObjectNode();
    out.put("type", "about:blank");
    out.put("title", problem.phrase());
    out.put("status", problem.status());
    out.put("code", problem.name());
    out.put("detail", detail);
    hubTime.ifPresent(t -> out.put("hubTime", t.toString()));
    return WireJson.octets(out);
  }

  /**
   * Reads a body; members that this version does not know are skipped.
   *
   * @return empty when it is no problem of a hub: another peer answered
   */
  public static Optional<ProblemDetails> parse(byte[] body) {
    return WireJson.tree(body)
        .flatMap(
            in ->
                WireProblem.ofCode(in.path("code").asText())
                    .map(p -> new ProblemDetails(p, in.path("detail").asText(), time(in))));
  }

  private static Optional<Instant> time(JsonNode in) {
    try {
      return Optional.of(Instant.parse(in.path("hubTime").asText()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
