package io.cds.transport.http.hub;

import io.cds.transport.http.wire.WireProblem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The parameters of a query: {@code name=value} pairs of unreserved characters, so that nothing has
 * two spellings.
 */
record Query(Map<String, String> values) {
  private static final Pattern PAIR = Pattern.compile("([a-z]{1,16})=([0-9A-Za-z._~-]{0,4096})");
  private static final int MAX_PAIRS = 16;

  static Query parse(Optional<String> text) throws Rejection {
    Map<String, String> values = new HashMap<>();
    if (text.isPresent() && !text.get().isEmpty()) {
      for (String pair : text.get().split("&", MAX_PAIRS + 1)) {
        var match = PAIR.matcher(pair);
        if (!match.matches() || values.put(match.group(1), match.group(2)) != null) {
          throw bad("parameters [name=value] of [0-9A-Za-z._~-], each once");
        }
      }
    }
    return new Query(Map.copyOf(values));
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  long number(String name, long otherwise, long most) throws Rejection {
    String value = values.getOrDefault(name, Long.toString(otherwise));
    if (!value.matches("0|[1-9][0-9]{0,17}") || Long.parseLong(value) > most) {
      throw bad("[" + name + "] as a number up to [" + most + "]");
    }
    return Long.parseLong(value);
  }

  private static Rejection bad(String expected) {
    return Rejection.of(WireProblem.BAD_REQUEST, "cannot read the query: expected " + expected);
  }
}
