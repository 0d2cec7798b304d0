package io.cds.transport.http.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** The answer to one request, as a container takes it. Implemented by adapters. */
@FunctionalInterface
public interface HubResponse {
  /**
   * Sends status and header fields and gives the body's stream. Called once.
   *
   * @param status the HTTP status
   * @param fields header fields by name, {@code Content-Length} among them
   * @return takes exactly the declared octets; the caller closes it after the last, and leaves it
   *     open when it fails, so that the connection is cut instead of the answer ended
   */
  OutputStream start(int status, Map<String, String> fields) throws IOException;
}
