package io.cds.core.hub;

import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.RefusalCode;

/**
 * Why the hub will never take what was offered.
 *
 * @param code what the sender learns
 * @param reason the real one, for the hub's own history
 */
record Refusal(RefusalCode code, Problem reason) {
  static Refusal of(RefusalCode code, ProblemCode problem, String detail) {
    return new Refusal(code, Problem.of(problem, detail));
  }

  /** By a fault of format or cryptography. */
  static Refusal of(InvalidEnvelopeException fault) {
    return switch (fault.reason()) {
      case MANIFEST_LIMIT, CONTENT_LIMIT, JSON_LIMIT ->
          new Refusal(RefusalCode.TOO_LARGE, fault.problem());
      case EXPIRED -> new Refusal(RefusalCode.EXPIRED, fault.problem());
      default -> new Refusal(RefusalCode.UNREADABLE, fault.problem());
    };
  }
}
