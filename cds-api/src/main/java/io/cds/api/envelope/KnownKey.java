package io.cds.api.envelope;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import java.time.Instant;
import java.util.Optional;

/**
 * A public key that this installation trusts for one party and one use, because its hub's directory
 * says so.
 *
 * @param certificate X.509, DER
 * @param digest SHA-256 of the certificate
 */
public record KnownKey(
    PartyCode party,
    KeyUse use,
    KeyState state,
    Octets certificate,
    Sha256 digest,
    Instant notBefore,
    Instant notAfter,
    Optional<Instant> revokedAt,
    Optional<Instant> invalidSince) {

  /** The same in another state. */
  public KnownKey with(KeyState next) {
    return new KnownKey(
        party, use, next, certificate, digest, notBefore, notAfter, revokedAt, invalidSince);
  }

  /** The same, withdrawn. */
  public KnownKey revoked(Instant at, Instant since) {
    return new KnownKey(
        party,
        use,
        KeyState.REVOKED,
        certificate,
        digest,
        notBefore,
        notAfter,
        Optional.of(at),
        Optional.of(since));
  }

  /** Whether it was issued and is not published yet. */
  public boolean isPending() {
    return state == KeyState.PENDING;
  }

  /**
   * Whether what this key signed counts, when it is proven to exist at this time
   * (docs/envelope-v1.md, 8).
   */
  public boolean countsAt(Instant proof) {
    boolean withdrawn =
        invalidSince.map(since -> !proof.isBefore(since)).orElse(state == KeyState.REVOKED);
    return state != KeyState.PENDING
        && !withdrawn
        && !proof.isBefore(notBefore)
        && !proof.isAfter(notAfter);
  }

  /** Whether to seal to it, or to sign with it, at this time. */
  public boolean currentAt(Instant now) {
    return state == KeyState.ACTIVE && countsAt(now);
  }
}
