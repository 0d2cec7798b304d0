package io.cds.core.client;

import io.cds.api.KeyUse;
import io.cds.api.OwnKey;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.KnownKey;
import io.cds.api.spi.VaultKey;
import io.cds.api.store.Keys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The keys of this party: what the vault holds, as the directory knows it. */
final class OwnKeys {
  private final ClientContext context;

  OwnKeys(ClientContext context) {
    this.context = context;
  }

  /** A private key and its certificate. */
  record Held(VaultKey key, KnownKey known) {}

  /** All keys with a certificate, newest first. */
  List<Held> all() {
    List<VaultKey> keys =
        context.vault().keys(context.party()).stream()
            .filter(key -> key.certificate().isPresent())
            .toList();
    return context
        .store()
        .read(tx -> keys.stream().flatMap(key -> known(tx.keys(), key).stream()).toList());
  }

  /** The key to use now. */
  Optional<Held> current(KeyUse use, Instant now) {
    return all().stream()
        .filter(held -> held.known().use() == use && held.known().currentAt(now))
        .max((a, b) -> a.known().notBefore().compareTo(b.known().notBefore()));
  }

  /**
   * The key to sign requests with: judged by the hub's clock alone, so that one here that is behind
   * is told by how much, even before the keys count by it.
   */
  Optional<Held> transmit(Instant now) {
    return current(KeyUse.TRANSMIT, now)
        .or(
            () ->
                all().stream()
                    .filter(held -> held.known().use() == KeyUse.TRANSMIT)
                    .filter(held -> now.isBefore(held.known().notBefore()))
                    .findFirst());
  }

  /** Why there is no key of this use now. */
  Problem missing(KeyUse use, Instant now) {
    List<KnownKey> keys = all().stream().map(Held::known).filter(k -> k.use() == use).toList();
    Optional<Instant> first = keys.stream().map(KnownKey::notBefore).min(Instant::compareTo);
    if (first.isEmpty()) {
      return Problem.of(ProblemCode.KEY_MISSING, use.name());
    }
    if (now.isBefore(first.get())) {
      return Problem.of(
          ProblemCode.CLOCK,
          "behind: here " + now + ", the " + use + " key counts from " + first.get() + " on");
    }
    Instant last = keys.stream().map(KnownKey::notAfter).max(Instant::compareTo).orElseThrow();
    return Problem.of(ProblemCode.KEY_EXPIRED, use + " until " + last + ", here " + now);
  }

  List<OwnKey> view(Instant now) {
    return all().stream()
        .map(Held::known)
        .map(k -> new OwnKey(k.use(), k.digest(), k.notBefore(), k.notAfter(), k.currentAt(now)))
        .toList();
  }

  private Optional<Held> known(Keys keys, VaultKey key) {
    return key.certificate()
        .map(certificate -> context.codec().sha256(certificate.toArray()))
        .flatMap(digest -> keys.find(context.party(), digest))
        .filter(known -> known.use() == key.ref().use())
        .map(known -> new Held(key, known));
  }
}
