package io.cds.api.spi;

import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.HubIdentity;
import java.time.Instant;
import java.util.Optional;

/**
 * Registration with a hub, before there are keys. Implemented by the hub's engine and, remotely, by
 * transports.
 */
public interface Enrolment {
  /**
   * The hub's certificates. Worth nothing until the root's SHA-256 was compared with the letter.
   */
  HubIdentity identity();

  /** The hub's time, where the way to it tells: a wrong clock is named before keys are made. */
  default Optional<Instant> time() {
    return Optional.empty();
  }

  /**
   * Asks for certificates. Idempotent for the same request.
   *
   * @return empty while the certificate authority has not answered yet
   * @throws io.cds.api.CdsException {@code ENROLMENT_REFUSED}, alike for every cause
   */
  Optional<EnrolmentAnswer> enrol(EnrolmentRequest request);
}
