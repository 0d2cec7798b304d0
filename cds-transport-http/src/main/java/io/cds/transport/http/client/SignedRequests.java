package io.cds.transport.http.client;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.spi.RequestSigner;
import io.cds.transport.http.signature.ContentDigest;
import io.cds.transport.http.signature.RequestComponents;
import io.cds.transport.http.signature.RequestSignature;
import io.cds.transport.http.signature.SignatureFault;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Makes the signed requests of one party. */
final class SignedRequests {
  private final Connection connection;
  private final RequestSigner signer;

  SignedRequests(Connection connection, RequestSigner signer) {
    this.connection = connection;
    this.signer = signer;
  }

  Reply get(String path) {
    return get(path, Duration.ZERO);
  }

  /** Asks for an answer that may be held back for some time. */
  Reply get(String path, Duration wait) {
    return connection
        .send(() -> sign(connection.question(path, wait).build(), Map.of()))
        .judgedBy(signer.clock());
  }

  Reply send(String method, String path, String mediaType, byte[] body) {
    Map<String, String> fields =
        Map.of(
            ContentDigest.FIELD,
            ContentDigest.of(body),
            "content-type",
            mediaType,
            "content-length",
            Integer.toString(body.length));
    return connection
        .send(() -> sign(connection.request(path).method(method, body(body)).build(), fields))
        .judgedBy(signer.clock());
  }

  /**
   * Hands the octets over piece by piece; the JDK's publisher for arrays copies them all at once.
   */
  private static BodyPublisher body(byte[] octets) {
    return octets.length == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(octets)), octets.length);
  }

  private HttpRequest sign(HttpRequest request, Map<String, String> bodyFields) {
    RequestComponents components =
        new RequestComponents(
            request.method(),
            connection.address().authority(),
            request.uri().getRawPath(),
            Optional.ofNullable(request.uri().getRawQuery()),
            name -> Optional.ofNullable(bodyFields.get(name)).stream().toList());
    HttpRequest.Builder signed = HttpRequest.newBuilder(request, (name, value) -> true);
    bodyFields.forEach(
        (name, value) -> {
          if (!name.equals("content-length")) {
            signed.setHeader(name, value);
          }
        });
    RequestSignature.Fields fields = fields(components, !bodyFields.isEmpty());
    return signed
        .setHeader(RequestSignature.INPUT_FIELD, fields.input())
        .setHeader(RequestSignature.SIGNATURE_FIELD, fields.signature())
        .build();
  }

  private RequestSignature.Fields fields(RequestComponents components, boolean body) {
    try {
      return RequestSignature.sign(
          components, body, signer.keyId().hex(), signer.clock().instant(), signer::sign);
    } catch (SignatureFault e) {
      throw new CdsException(Problem.of(ProblemCode.HUB_WRONG_ADDRESS, e.detail()), e);
    }
  }
}
