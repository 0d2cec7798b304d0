package io.cds.transport.http.signature;

import java.util.Optional;

/** Where a signature base takes the values of its components from. */
@FunctionalInterface
interface Components {
  /**
   * The value of one component.
   *
   * @param name a derived component such as {@code @path}, or a lower-case field name
   * @return empty when the message has no such component, or has the field more than once
   */
  Optional<String> value(String name);
}
