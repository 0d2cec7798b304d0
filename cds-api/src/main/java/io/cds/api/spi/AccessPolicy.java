package io.cds.api.spi;

import io.cds.api.Action;
import io.cds.api.Actor;
import io.cds.api.MessageKey;
import io.cds.api.Problem;
import java.util.Optional;

/** Rights. Implemented by hosts that want the library to ask. */
@FunctionalInterface
public interface AccessPolicy {
  /** Why this actor may not do this, or nothing. {@code message} is empty for a new one. */
  Optional<Problem> refuse(Actor actor, Action action, Optional<MessageKey> message);

  /** Allows everything: the host decides before it calls. */
  static AccessPolicy open() {
    return (actor, action, message) -> Optional.empty();
  }
}
