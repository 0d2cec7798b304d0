package io.cds.transport.http.servlet;

import io.cds.transport.http.hub.HubHandler;
import io.cds.transport.http.hub.HubSettings;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * The hub's handler as a servlet, for a container of the host's.
 *
 * <p>Map it to {@code PATH/*} and give the handler {@link HubSettings#basePath()} with the same
 * path from the server's root on, the context's part too. The container speaks TLS, or something in
 * front of it does; it bounds connections, threads, the size of header fields (16 KiB suffice) and
 * the time that a client may stall. A listing that waits keeps a thread of the container's, at most
 * {@link HubSettings#maxWaiting()} at once.
 *
 * <p><b>Guarantees.</b> Takes path and query as they stood on the request line. An answer that
 * fails half way is left to the container as an {@link IOException}, so that it cuts the connection
 * and does not end the answer. <b>Does not</b> close the hub when it is destroyed.
 *
 * <p><b>Threading.</b> Any number at once.
 */
@SuppressWarnings("exports") // its module is asked of the hosts alone that have a container
public final class HubServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient HubHandler hub;

  /** Over this handler. */
  public HubServlet(HubHandler hub) {
    this.hub = hub;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    hub.handle(new HttpRequest(request), (status, fields) -> start(response, status, fields));
  }

  private static OutputStream start(
      HttpServletResponse response, int status, Map<String, String> fields) throws IOException {
    response.setStatus(status);
    fields.forEach(response::setHeader);
    return response.getOutputStream();
  }
}
