package io.cds.core.client;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PostQuantum;
import io.cds.api.envelope.KeyRequest;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.RequestedKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.core.StateText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes pairs in the vault and the request for their certificates. */
final class FreshKeys {
  private static final Logger LOG = LoggerFactory.getLogger(FreshKeys.class);

  /** The key of the log comes with the log. */
  private static final List<KeyUse> ALL = List.of(KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT);

  /** Of suite 2; the SIGN key, which is made before, signs for the first. */
  private static final List<KeyUse> HYBRID = List.of(KeyUse.OPEN_MLKEM, KeyUse.SIGN_MLDSA);

  private final ClientContext context;

  FreshKeys(ClientContext context) {
    this.context = context;
  }

  /** A request, and by what names the vault holds its keys, a line each. */
  record Made(KeyRequest request, String names) {}

  /** Which access unlocks keys of this use. */
  KeyAccess access(KeyUse use, KeyAccess person) {
    return use == KeyUse.TRANSMIT || use == KeyUse.LOG ? context.unattended() : person;
  }

  /** Keys of every use that the settings want. */
  Made all(Sha256 net, int epoch, KeyAccess person) {
    Map<KeyRef, Octets> made = pairs(ALL, person);
    if (context.settings().postQuantum() != PostQuantum.OFF) {
      made.putAll(hybrid(person));
    }
    return request(net, epoch, made);
  }

  /** Keys of these uses. */
  Made of(List<KeyUse> uses, Sha256 net, int epoch, KeyAccess person) {
    return request(net, epoch, pairs(uses, person));
  }

  /** The keys of a request by their names. */
  Map<KeyUse, KeyRef> refs(Octets names) {
    Map<KeyUse, KeyRef> refs = new EnumMap<>(KeyUse.class);
    StateText.read(names)
        .lines()
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              KeyUse use = KeyUse.valueOf(line.substring(0, space));
              refs.put(use, new KeyRef(context.party(), use, line.substring(space + 1)));
            });
    return refs;
  }

  private Made request(Sha256 net, int epoch, Map<KeyRef, Octets> made) {
    List<RequestedKey> keys = new ArrayList<>();
    StringBuilder names = new StringBuilder();
    made.forEach(
        (ref, request) -> {
          keys.add(new RequestedKey(ref.use(), request));
          names.append(ref.use()).append(' ').append(ref.name()).append('\n');
        });
    return new Made(
        new KeyRequest(net, context.party(), epoch, context.now(), keys), names.toString());
  }

  private Map<KeyRef, Octets> pairs(List<KeyUse> uses, KeyAccess person) {
    Map<KeyRef, Octets> made = new LinkedHashMap<>();
    for (KeyUse use : uses) {
      KeyVault.Generated pair = pair(use, access(use, person));
      made.put(pair.key(), pair.request());
    }
    return made;
  }

  /** An organisation that has a certificate of its own signs with its key. */
  private KeyVault.Generated pair(KeyUse use, KeyAccess access) {
    Optional<KeyVault.Generated> outside =
        use == KeyUse.SIGN ? context.vault().outside(context.party(), access) : Optional.empty();
    return outside.orElseGet(() -> context.vault().generate(context.party(), use, access));
  }

  /** Both or none: a vault may have no such keys, and then the party is one of suite 1. */
  private Map<KeyRef, Octets> hybrid(KeyAccess person) {
    try {
      return pairs(HYBRID, person);
    } catch (UnsupportedOperationException e) {
      LOG.warn("Vault [{}] has no keys of suite 2: going on without", context.vault().name());
      return Map.of();
    }
  }
}
