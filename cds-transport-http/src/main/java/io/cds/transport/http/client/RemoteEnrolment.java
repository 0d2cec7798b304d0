package io.cds.transport.http.client;

import io.cds.api.ProblemCode;
import io.cds.api.TransportException;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.spi.Enrolment;
import io.cds.transport.http.signature.ContentDigest;
import io.cds.transport.http.wire.HubJson;
import io.cds.transport.http.wire.Wire;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Registration over HTTP: unsigned, because there is no key yet. */
public final class RemoteEnrolment implements Enrolment {
  private static final int ACCEPTED = 202;

  private final Connection connection;

  /** Registration over this connection. */
  public RemoteEnrolment(Connection connection) {
    this.connection = connection;
  }

  @Override
  public HubIdentity identity() {
    return greeting().identity();
  }

  @Override
  public Optional<Instant> time() {
    return Optional.of(greeting().time());
  }

  HubJson.Greeting greeting() {
    try (Reply reply =
        connection.send(() -> connection.question(Wire.HUB, Duration.ZERO).build())) {
      return HubJson.greeting(reply.octets(HubJson.MEDIA_TYPE, HubJson.MAX_LENGTH))
          .orElseThrow(this::notAHub);
    }
  }

  @Override
  public Optional<EnrolmentAnswer> enrol(EnrolmentRequest request) {
    byte[] body = HubJson.write(request);
    try (Reply reply =
        connection.send(
            () ->
                connection
                    .request(Wire.ENROLMENT)
                    .setHeader("content-type", HubJson.MEDIA_TYPE)
                    .setHeader(ContentDigest.FIELD, ContentDigest.of(body))
                    .POST(BodyPublishers.ofByteArray(body))
                    .build())) {
      if (reply.status() == ACCEPTED) {
        return Optional.empty();
      }
      return Optional.of(
          HubJson.enrolmentAnswer(reply.octets(HubJson.MEDIA_TYPE, HubJson.MAX_LENGTH))
              .orElseThrow(this::notAHub));
    }
  }

  private TransportException notAHub() {
    return new TransportException(
        connection
            .failures()
            .problem(ProblemCode.HUB_WRONG_ADDRESS, "JSON, but not a hub's of this version"),
        Optional.empty(),
        null);
  }
}
