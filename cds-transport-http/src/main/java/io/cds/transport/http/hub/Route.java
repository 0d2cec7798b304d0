package io.cds.transport.http.hub;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the routing table.
 *
 * @param method the one method of this path
 * @param path the whole path under the base path; groups are its variables
 * @param action what answers
 */
record Route(String method, Pattern path, Action action) {
  static final String PARTY = "([0-9A-Za-z._-]{1,32})";
  static final String ID = "([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})";

  static Route get(String path, Action action) {
    return new Route("GET", Pattern.compile(path), action);
  }

  static Route post(String path, Action action) {
    return new Route("POST", Pattern.compile(path), action);
  }

  static Route put(String path, Action action) {
    return new Route("PUT", Pattern.compile(path), action);
  }

  /** Answers a call. */
  @FunctionalInterface
  interface Action {
    Answer answer(Call call) throws Rejection, IOException;
  }

  /**
   * A request that found its route.
   *
   * @param request as it came
   * @param path the match, with the path's variables
   * @param query its parameters
   */
  record Call(HubRequest request, Matcher path, Query query) {
    String variable(int number) {
      return path.group(number);
    }
  }
}
