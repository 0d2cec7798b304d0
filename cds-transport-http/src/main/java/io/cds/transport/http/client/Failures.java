package io.cds.transport.http.client;

import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.TransportException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Names failures of the network by what a person can do about them. */
final class Failures {
  /** What the JDK's client says when a proxy answers CONNECT by anything but 200 or 407. */
  private static final String TUNNEL = "Tunnel failed";

  private final HubAddress address;

  Failures(HubAddress address) {
    this.address = address;
  }

  TransportException of(IOException cause) {
    if (has(cause, UnresolvedAddressException.class)) {
      return failure(ProblemCode.HUB_UNREACHABLE, "the name does not resolve", cause);
    }
    String said = String.valueOf(cause.getMessage());
    if (has(cause, SSLException.class) && said.contains("SSL message")) {
      return failure(
          ProblemCode.HUB_WRONG_ADDRESS,
          "what answers speaks no TLS: check scheme and port",
          cause);
    }
    if (has(cause, SSLException.class)) {
      return failure(ProblemCode.TLS_FAILED, said, cause);
    }
    if (has(cause, HttpTimeoutException.class)) {
      return failure(ProblemCode.HUB_UNREACHABLE, "no answer in time", cause);
    }
    if (has(cause, ConnectException.class)) {
      return failure(ProblemCode.HUB_UNREACHABLE, "no connection", cause);
    }
    if (has(cause, ProtocolException.class)) {
      return failure(ProblemCode.HUB_WRONG_ADDRESS, "the answer is not HTTP", cause);
    }
    if (said.startsWith(TUNNEL)) {
      return failure(ProblemCode.HUB_UNREACHABLE, "the proxy lets nobody through: " + said, cause);
    }
    return failure(ProblemCode.HUB_UNREACHABLE, "the connection was cut", cause);
  }

  /** Whether it is worth another try at once: a kept connection that the other side had closed. */
  static boolean wasCut(IOException cause) {
    return !has(cause, SSLException.class)
        && !has(cause, HttpTimeoutException.class)
        && !has(cause, ConnectException.class)
        && !has(cause, ProtocolException.class)
        && !String.valueOf(cause.getMessage()).startsWith(TUNNEL);
  }

  TransportException failure(ProblemCode code, String detail, @Nullable Throwable cause) {
    return new TransportException(problem(code, detail), Optional.empty(), cause);
  }

  Problem problem(ProblemCode code, String detail) {
    return Problem.of(code, address.base() + ": " + detail);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    @Nullable Throwable at = failure;
    for (int depth = 0; at != null && depth < 8; depth++) {
      if (type.isInstance(at)) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }
}
