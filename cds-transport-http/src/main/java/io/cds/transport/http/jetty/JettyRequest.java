package io.cds.transport.http.jetty;

import io.cds.transport.http.hub.HubRequest;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Jetty's request as the handler sees it. */
final class JettyRequest implements HubRequest {
  private final Request request;
  private final InputStream body;

  JettyRequest(Request request) {
    this.request = request;
    this.body = Content.Source.asInputStream(request);
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    return Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
  }

  @Override
  public Optional<String> query() {
    return Optional.ofNullable(request.getHttpURI().getQuery());
  }

  @Override
  public List<String> field(String name) {
    return request.getHeaders().getFields(name).stream().map(f -> f.getValue()).toList();
  }

  @Override
  public long length() {
    return request.getHeaders().getLongField("Content-Length");
  }

  @Override
  public boolean confidential() {
    return request.isSecure()
        || (request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress a
            && a.getAddress().isLoopbackAddress());
  }

  @Override
  public InputStream body() {
    return body;
  }
}
