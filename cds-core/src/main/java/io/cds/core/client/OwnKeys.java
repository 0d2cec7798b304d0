package io.cds.core.client;

import io.cds.api.KeyUse;
import io.cds.api.OwnKey;
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
        .transact(tx -> keys.stream().flatMap(key -> known(tx.keys(), key).stream()).toList());
  }

  /** The key to use now. */
  Optional<Held> current(KeyUse use, Instant now) {
    return all().stream()
        .filter(held -> held.known().use() == use && held.known().currentAt(now))
        .max((a, b) -> a.known().notBefore().compareTo(b.known().notBefore()));
  }

  /** Whether there ever was a key of this use. */
  boolean any(KeyUse use) {
    return all().stream().anyMatch(held -> held.known().use() == use);
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
