package io.cds.transport.http.hub;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * One HTTP request, as a container gives it. Implemented by adapters.
 *
 * <p>Nothing is decoded: path and query stand as they did on the request line, because the client
 * signed them so.
 */
public interface HubRequest {
  /** The method, upper case. */
  String method();

  /** The path with its leading slash, without the query, not decoded. */
  String path();

  /** What follows the question mark, not decoded; empty when there is no question mark. */
  Optional<String> query();

  /** All values of a field, in order; the name is given in lower case. */
  List<String> field(String name);

  /** The declared length of the body; -1 when none is declared. */
  long length();

  /** Whether the request came over TLS, or from this very machine. */
  boolean confidential();

  /** The body; read at most once. */
  InputStream body() throws IOException;
}
