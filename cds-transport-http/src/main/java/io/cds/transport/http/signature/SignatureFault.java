package io.cds.transport.http.signature;

/** A request whose signature or digest fields do not hold, with the reason in words. */
public final class SignatureFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, as far as the peer is told. */
  public enum Reason {
    /** A needed field is not there. */
    ABSENT,
    /** A field is not of the one form that is accepted. */
    MALFORMED,
    /** The signature covers something else than the profile demands, or names another algorithm. */
    WRONG_PROFILE,
    /** The hub's time lies outside the signature's life. */
    CLOCK,
    /** The body is not the one that the digest names. */
    WRONG_DIGEST
  }

  private final Reason reason;
  private final String detail;

  SignatureFault(Reason reason, String message) {
    super(message);
    this.reason = reason;
    this.detail = message;
  }

  /** What was attempted and expected. */
  public String detail() {
    return detail;
  }

  /** The kind of fault. */
  public Reason reason() {
    return reason;
  }
}
