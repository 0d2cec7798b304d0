package io.cds.api;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hub could not be reached or did not do it. Always transient for the message: only a signed
 * refusal is final.
 */
public final class TransportException extends CdsException {
  private static final long serialVersionUID = 1L;
  private final transient Optional<Duration> retryAfter;

  /** A failure of transport, with the peer's {@code Retry-After} if it gave one. */
  public TransportException(
      Problem problem, Optional<Duration> retryAfter, @Nullable Throwable cause) {
    super(problem, cause);
    this.retryAfter = retryAfter;
  }

  /** How long the peer asks to wait. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
