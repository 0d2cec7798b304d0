package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.MessageKey;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Routing;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.EnvelopeCodec;

/**
 * A head as it was offered: read, and not yet believed.
 *
 * @param digest names the routing record
 */
record Offered(EnvelopeHead head, Routing routing, Sha256 digest) {
  /**
   * Reads it.
   *
   * @throws CdsException {@code TOO_LARGE} or {@code INVALID_ENVELOPE}: without id and sender there
   *     is nothing that a receipt could name
   */
  static Offered read(EnvelopeCodec codec, EnvelopeHead head, HubLimits limits) {
    if (head.routing().length() > limits.routing()) {
      throw new CdsException(
          Problem.of(
              ProblemCode.TOO_LARGE,
              "routing record of "
                  + head.routing().length()
                  + " octets, limit "
                  + limits.routing()));
    }
    return new Offered(head, codec.peek(head.routing()), codec.routingDigest(head.routing()));
  }

  MessageKey key() {
    return routing.key();
  }
}
