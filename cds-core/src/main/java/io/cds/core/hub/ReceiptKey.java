package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.KeyUse;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.VaultKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The hub's RECEIPT keys: the one that signs now, and the certificates of all.
 *
 * <p>The vault is asked each time, so that a renewed key counts at once on every node; only what a
 * certificate says is remembered.
 */
final class ReceiptKey {
  private final HubParts parts;
  private final Map<Octets, Optional<KnownKey>> read = new ConcurrentHashMap<>();

  ReceiptKey(HubParts parts) {
    this.parts = parts;
  }

  /**
   * The newest key that counts at this time.
   *
   * @throws CdsException {@code KEY_MISSING}
   */
  VaultKey current(Instant now) {
    return all().stream()
        .filter(key -> known(key).filter(known -> known.currentAt(now)).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new CdsException(
                    Problem.of(
                        ProblemCode.KEY_MISSING,
                        "RECEIPT key of " + parts.party() + " with a certificate of the root")));
  }

  HubIdentity identity() {
    return new HubIdentity(
        parts.net(),
        parts.party(),
        parts.root(),
        all().stream().flatMap(key -> known(key).stream()).map(KnownKey::certificate).toList());
  }

  private List<VaultKey> all() {
    return parts.vault().keys(parts.party()).stream()
        .filter(key -> key.ref().use() == KeyUse.RECEIPT)
        .toList();
  }

  private Optional<KnownKey> known(VaultKey key) {
    return key.certificate()
        .flatMap(certificate -> read.computeIfAbsent(certificate, this::readCertificate));
  }

  private Optional<KnownKey> readCertificate(Octets certificate) {
    try {
      return Optional.of(parts.codec().certificate(certificate, parts.root()))
          .filter(k -> k.party().equals(parts.party()) && k.use() == KeyUse.RECEIPT);
    } catch (InvalidEnvelopeException e) {
      return Optional.empty();
    }
  }
}
