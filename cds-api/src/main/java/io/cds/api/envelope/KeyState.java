package io.cds.api.envelope;

/** State of a certificate in the directory. */
public enum KeyState {
  /** Issued, not yet in a published key record. */
  PENDING,
  /** To be used. */
  ACTIVE,
  /** Replaced by a newer one: verifies and opens, never seals. */
  RETIRED,
  /** Its validity has passed. */
  EXPIRED,
  /** Withdrawn. */
  REVOKED
}
