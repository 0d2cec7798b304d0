package io.cds.transport.http.jetty;

import io.cds.transport.http.wire.ProblemDetails;
import io.cds.transport.http.wire.WireProblem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what fails in Jetty itself, before a request reaches the handler, as a problem too. */
final class ProblemPages extends ErrorHandler {
  private static final int FIELDS_TOO_LARGE = 431;
  private static final int STOPPING = 503;

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put("Content-Type", ProblemDetails.MEDIA_TYPE);
    response.write(true, ByteBuffer.wrap(body(code)), callback);
  }

  private static byte[] body(int status) {
    return ProblemDetails.of(
            problem(status), "the hub's server could not read or answer the request")
        .toJson();
  }

  private static WireProblem problem(int status) {
    return switch (status) {
      case FIELDS_TOO_LARGE -> WireProblem.FIELDS_TOO_LARGE;
      case STOPPING -> WireProblem.BUSY;
      default -> status < 500 ? WireProblem.BAD_REQUEST : WireProblem.FAILED;
    };
  }
}
