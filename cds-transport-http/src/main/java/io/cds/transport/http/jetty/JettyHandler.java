package io.cds.transport.http.jetty;

import io.cds.transport.http.hub.HubHandler;
import java.io.OutputStream;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands Jetty's requests to the hub's handler, on the thread that they came on. */
final class JettyHandler extends Handler.Abstract {
  private final HubHandler hub;

  JettyHandler(HubHandler hub) {
    this.hub = hub;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    try {
      hub.handle(new JettyRequest(request), (status, fields) -> start(response, status, fields));
      callback.succeeded();
    } catch (Exception e) {
      callback.failed(e);
    }
    return true;
  }

  private static OutputStream start(Response response, int status, Map<String, String> fields) {
    response.setStatus(status);
    fields.forEach(response.getHeaders()::put);
    return Content.Sink.asOutputStream(response);
  }
}
