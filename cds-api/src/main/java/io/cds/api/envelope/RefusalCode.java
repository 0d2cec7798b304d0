package io.cds.api.envelope;

/** Why a message was refused, as told to the peer; the real reason stays in the local log. */
public enum RefusalCode {
  /** Every reason of format and cryptography. */
  UNREADABLE,
  /** It came after its time to live. */
  EXPIRED,
  /** Another message with this id was stored before. */
  ID_CONFLICT,
  /** It is addressed to others. */
  NOT_FOR_ME,
  /** Larger than a limit. */
  TOO_LARGE,
  /** A rule of the party. */
  POLICY
}
