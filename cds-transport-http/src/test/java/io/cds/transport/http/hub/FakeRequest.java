package io.cds.transport.http.hub;

import io.cds.testkit.transport.FakeParty;
import io.cds.transport.http.signature.ContentDigest;
import io.cds.transport.http.signature.RequestComponents;
import io.cds.transport.http.signature.RequestSignature;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request in memory, whose parts a test may change after it was signed. */
final class FakeRequest implements HubRequest {
  final Map<String, String> fields = new HashMap<>();
  String method;
  String path;
  Optional<String> query = Optional.empty();
  long length = -1;
  boolean confidential = true;
  byte[] body = new byte[0];
  boolean bodyWasRead;

  FakeRequest(String method, String pathAndQuery) {
    int mark = pathAndQuery.indexOf('?');
    this.method = method;
    this.path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    this.query = mark < 0 ? Optional.empty() : Optional.of(pathAndQuery.substring(mark + 1));
  }

  FakeRequest withBody(String mediaType, byte[] octets) {
    body = octets;
    length = octets.length;
    fields.put("content-type", mediaType);
    fields.put("content-length", Integer.toString(octets.length));
    fields.put("content-digest", ContentDigest.of(octets));
    return this;
  }

  FakeRequest signedBy(FakeParty party, String authority, Instant at) throws Exception {
    RequestSignature.Fields signed =
        RequestSignature.sign(
            new RequestComponents(method, authority, path, query, this::field),
            length >= 0,
            party.keyId().hex(),
            at,
            party::sign);
    fields.put("signature-input", signed.input());
    fields.put("signature", signed.signature());
    return this;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Optional<String> query() {
    return query;
  }

  @Override
  public List<String> field(String name) {
    return Optional.ofNullable(fields.get(name)).stream().toList();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public boolean confidential() {
    return confidential;
  }

  @Override
  public InputStream body() {
    bodyWasRead = true;
    return new ByteArrayInputStream(body);
  }
}
