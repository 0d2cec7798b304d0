package io.cds.transport.http.signature;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parts of a request that can be signed, as RFC 9421 2.2 derives them.
 *
 * @param method upper case
 * @param authority host and port as configured; written in lower case
 * @param path the path as it stands on the request line
 * @param query what follows the question mark, as it stands on the request line
 * @param fields all values of a field, by lower-case name
 */
public record RequestComponents(
    String method,
    String authority,
    String path,
    Optional<String> query,
    Function<String, List<String>> fields)
    implements Components {

  @Override
  public Optional<String> value(String name) {
    return switch (name) {
      case "@method" -> Optional.of(method);
      case "@authority" -> Optional.of(authority.toLowerCase(Locale.ROOT));
      case "@path" -> Optional.of(path.isEmpty() ? "/" : path);
      case "@query" -> Optional.of("?" + query.orElse(""));
      default -> name.startsWith("@") ? Optional.empty() : field(name);
    };
  }

  /** The value of a field that is there exactly once, without white space around it. */
  Optional<String> field(String name) {
    List<String> values = fields.apply(name);
    return values.size() == 1 ? Optional.of(values.get(0).strip()) : Optional.empty();
  }
}
