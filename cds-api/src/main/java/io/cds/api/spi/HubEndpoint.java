package io.cds.api.spi;

import java.time.Clock;

/** What a transport's hub side calls. Implemented by the hub's engine. */
public interface HubEndpoint {
  /**
   * The mailbox of the party whose TRANSMIT key made this signature.
   *
   * @throws io.cds.api.CdsException {@code REQUEST_REFUSED} if key or signature does not count now,
   *     alike for every cause
   */
  Mailbox mailbox(SignedRequest request);

  /** Registration. */
  Enrolment enrolment();

  /** For the .zip form. */
  EnvelopeCodec codec();

  /** The hub's time. */
  Clock clock();
}
