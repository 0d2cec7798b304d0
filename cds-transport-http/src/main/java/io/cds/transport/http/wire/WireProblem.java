package io.cds.transport.http.wire;

import io.cds.api.ProblemCode;
import java.util.Arrays;
import java.util.Optional;

/**
 * The stable codes of the problems that a hub answers with, each with its status and with what it
 * means at the party.
 */
public enum WireProblem {
  /** The request is not of a form that the wire knows. */
  BAD_REQUEST(400, "Bad Request", ProblemCode.HUB_FAILED),
  /** The body is not the one that {@code Content-Digest} names. */
  WRONG_DIGEST(400, "Bad Request", ProblemCode.HUB_FAILED),
  /** The signature is absent, malformed, of another profile, or its key does not count now. */
  REQUEST_REFUSED(401, "Unauthorized", ProblemCode.REQUEST_REFUSED),
  /** The clocks are too far apart; the hub's time stands beside it. */
  CLOCK(401, "Unauthorized", ProblemCode.CLOCK),
  /** The request came in the clear from another machine. */
  TLS_REQUIRED(403, "Forbidden", ProblemCode.INSECURE_ADDRESS),
  /** The enrolment was refused, alike for every cause. */
  ENROLMENT_REFUSED(403, "Forbidden", ProblemCode.ENROLMENT_REFUSED),
  /** Keys are not renewed; the hub's log says why. */
  RENEWAL_REFUSED(403, "Forbidden", ProblemCode.RENEWAL_REFUSED),
  /** There is nothing here, or it is another party's. */
  NOT_FOUND(404, "Not Found", ProblemCode.UNKNOWN_MESSAGE),
  /** The path exists, the method does not. */
  METHOD_NOT_ALLOWED(405, "Method Not Allowed", ProblemCode.HUB_FAILED),
  /** A body without {@code Content-Length}. */
  LENGTH_REQUIRED(411, "Length Required", ProblemCode.HUB_FAILED),
  /** A body, an envelope or a part of it is over its limit. */
  TOO_LARGE(413, "Content Too Large", ProblemCode.TOO_LARGE),
  /** A body of another media type. */
  WRONG_MEDIA_TYPE(415, "Unsupported Media Type", ProblemCode.HUB_FAILED),
  /** The request names another host than any of this hub's, or a path where no hub is. */
  WRONG_ADDRESS(421, "Misdirected Request", ProblemCode.HUB_WRONG_ADDRESS),
  /** The body breaks the envelope's format; which rule, the hub's log says. */
  INVALID(422, "Unprocessable Content", ProblemCode.INVALID_ENVELOPE),
  /** This party calls too often (RFC 6585, section 4). */
  TOO_MANY_REQUESTS(429, "Too Many Requests", ProblemCode.HUB_BUSY),
  /** Too many or too long header fields. */
  FIELDS_TOO_LARGE(431, "Request Header Fields Too Large", ProblemCode.HUB_FAILED),
  /** The hub failed; its log says why. */
  FAILED(500, "Internal Server Error", ProblemCode.HUB_FAILED),
  /** The hub has too much to do. */
  BUSY(503, "Service Unavailable", ProblemCode.HUB_BUSY),
  /** The hub's store is full. */
  FULL(507, "Insufficient Storage", ProblemCode.HUB_FULL);

  private final int status;
  private final String phrase;
  private final ProblemCode atParty;

  WireProblem(int status, String phrase, ProblemCode atParty) {
    this.status = status;
    this.phrase = phrase;
    this.atParty = atParty;
  }

  /** The HTTP status that carries it. */
  public int status() {
    return status;
  }

  /** The status in words. */
  public String phrase() {
    return phrase;
  }

  /** What it means at the party. */
  public ProblemCode atParty() {
    return atParty;
  }

  /** What the hub tells of a failure of its own: no more than the peer can act upon. */
  public static WireProblem of(ProblemCode atHub) {
    return switch (atHub) {
      case REQUEST_REFUSED, NOT_REGISTERED -> REQUEST_REFUSED;
      case ENROLMENT_REFUSED -> ENROLMENT_REFUSED;
      case RENEWAL_REFUSED -> RENEWAL_REFUSED;
      case UNKNOWN_MESSAGE -> NOT_FOUND;
      case CLOCK -> CLOCK;
      case TOO_LARGE -> TOO_LARGE;
      case INVALID_ENVELOPE, INVALID_ZIP, NOT_FOR_ME -> INVALID;
      case STORE_FULL, HUB_FULL -> FULL;
      case HUB_BUSY -> BUSY;
      default -> FAILED;
    };
  }

  /** The problem of this code, if this version knows it. */
  public static Optional<WireProblem> ofCode(String code) {
    return Arrays.stream(values()).filter(p -> p.name().equals(code)).findFirst();
  }
}
