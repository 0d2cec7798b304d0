package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.SignedRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells whose request it is, by the TRANSMIT keys of the directory; refused alike for all causes. A
 * key that was renewed counts on: its holder learns only from the next answer that it was.
 */
final class RequestCheck {
  private final HubParts parts;

  RequestCheck(HubParts parts) {
    this.parts = parts;
  }

  /** The party whose key signed. @throws CdsException {@code REQUEST_REFUSED} */
  PartyCode party(SignedRequest request) {
    return parts
        .store()
        .read(tx -> find(tx.keys().find(parts.party(), request.keyId()), tx.now()))
        .filter(key -> verifies(key, request))
        .map(KnownKey::party)
        .orElseThrow(() -> new CdsException(Problem.of(ProblemCode.REQUEST_REFUSED)));
  }

  /** Whether this certificate was published: until then it serves for publishing only. */
  boolean isPublished(Sha256 certificate) {
    return parts
        .store()
        .read(tx -> tx.keys().find(parts.party(), certificate))
        .filter(key -> key.state() == KeyState.ACTIVE || key.state() == KeyState.RETIRED)
        .isPresent();
  }

  private static Optional<KnownKey> find(Optional<KnownKey> key, Instant now) {
    return key.filter(k -> k.use() == KeyUse.TRANSMIT)
        .map(k -> k.state() == KeyState.PENDING ? k.with(KeyState.ACTIVE) : k)
        .filter(k -> k.countsAt(now));
  }

  private boolean verifies(KnownKey key, SignedRequest request) {
    return parts
        .codec()
        .verify(
            key,
            SignatureScheme.ECDSA_SHA256_P1363,
            request.data().toArray(),
            request.signature().toArray());
  }
}
