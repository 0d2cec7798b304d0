package io.cds.api.envelope;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Octets from outside break the format; nothing of them was released. */
public final class InvalidEnvelopeException extends CdsException {
  private static final long serialVersionUID = 1L;
  private final InvalidReason reason;

  /** With what was found, where, and what was expected; never content. */
  public InvalidEnvelopeException(InvalidReason reason, String detail) {
    this(reason, detail, null);
  }

  /** The same, keeping the cause. */
  public InvalidEnvelopeException(InvalidReason reason, String detail, @Nullable Throwable cause) {
    super(Problem.of(codeOf(reason), reason + ": " + detail), cause);
    this.reason = reason;
  }

  /** Why. */
  public InvalidReason reason() {
    return reason;
  }

  private static ProblemCode codeOf(InvalidReason reason) {
    return switch (reason) {
      case ZIP_PROFILE, ZIP_LIMIT -> ProblemCode.INVALID_ZIP;
      case NOT_FOR_ME -> ProblemCode.NOT_FOR_ME;
      default -> ProblemCode.INVALID_ENVELOPE;
    };
  }
}
