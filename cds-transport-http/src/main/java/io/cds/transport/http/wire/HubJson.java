package io.cds.transport.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cds.api.PartyCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.transport.http.signature.ContentDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The JSON bodies of the hub's identity and of enrolment; octets are base64url without padding. */
public final class HubJson {
  /** The media type. */
  public static final String MEDIA_TYPE = "application/json";

  /** No body of these is longer. */
  public static final int MAX_LENGTH = WireJson.MAX_LENGTH;

  private static final String PROTOCOL = "cds-http/1";

  private HubJson() {}

  /**
   * What a hub says of itself, with its time.
   *
   * @param identity its certificates
   * @param time its clock
   */
  public record Greeting(HubIdentity identity, Instant time) {}

  /** The body of the hub's identity. */
  public static byte[] write(Greeting greeting) {
    ObjectNode out = WireJson.MAPPER.createObjectNode();
    out.put("protocol", PROTOCOL);
    out.put("time", greeting.time().toString());
    out.put("party", greeting.identity().party().value());
    out.put("root", text(greeting.identity().root()));
    ArrayNode certificates = out.putArray("receiptCertificates");
    greeting.identity().receiptCertificates().forEach(c -> certificates.add(text(c)));
    return WireJson.octets(out);
  }

  /** Reads the hub's identity; empty when it is none. The net is computed from the root. */
  public static Optional<Greeting> greeting(byte[] body) {
    return read(
        body,
        in -> {
          if (!in.path("protocol").asText().equals(PROTOCOL)) {
            throw new IllegalArgumentException("another protocol");
          }
          byte[] root = octets(in, "root");
          List<Octets> receipts = new ArrayList<>();
          in.path("receiptCertificates").forEach(c -> receipts.add(Octets.of(decoded(c))));
          HubIdentity identity =
              new HubIdentity(
                  Sha256.of(ContentDigest.sha256().digest(root)),
                  PartyCode.of(in.path("party").asText()),
                  Octets.of(root),
                  receipts);
          return new Greeting(identity, Instant.parse(in.path("time").asText()));
        });
  }

  /** The body of an enrolment. */
  public static byte[] write(EnrolmentRequest request) {
    ObjectNode out = WireJson.MAPPER.createObjectNode();
    out.put("party", request.party().value());
    out.put("request", text(request.request()));
    out.put("mac", text(request.mac()));
    return WireJson.octets(out);
  }

  /** Reads an enrolment; empty when it is none. */
  public static Optional<EnrolmentRequest> enrolmentRequest(byte[] body) {
    return read(
        body,
        in ->
            new EnrolmentRequest(
                PartyCode.of(in.path("party").asText()),
                Octets.of(octets(in, "request")),
                Octets.of(octets(in, "mac"))));
  }

  /** The body of the answer to an enrolment. */
  public static byte[] write(EnrolmentAnswer answer) {
    ObjectNode out = WireJson.MAPPER.createObjectNode();
    out.put("answer", text(answer.answer()));
    out.put("mac", text(answer.mac()));
    return WireJson.octets(out);
  }

  /** Reads the answer to an enrolment; empty when it is none. */
  public static Optional<EnrolmentAnswer> enrolmentAnswer(byte[] body) {
    return read(
        body,
        in -> new EnrolmentAnswer(Octets.of(octets(in, "answer")), Octets.of(octets(in, "mac"))));
  }

  private static <T> Optional<T> read(byte[] body, Function<JsonNode, T> reader) {
    try {
      return WireJson.tree(body).map(reader);
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String text(Octets octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets.toArray());
  }

  private static byte[] octets(JsonNode in, String member) {
    return decoded(in.path(member));
  }

  private static byte[] decoded(JsonNode value) {
    byte[] octets = Base64.getUrlDecoder().decode(value.asText());
    if (octets.length == 0) {
      throw new IllegalArgumentException("no octets");
    }
    return octets;
  }
}
