package io.cds.core.client;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PostQuantum;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.KeyRequest;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.RequestedKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the keys of an enrolment once; every further try asks with the same request. */
final class EnrolmentKeys {
  private static final Logger LOG = LoggerFactory.getLogger(EnrolmentKeys.class);

  /** The key of the log comes with the log. */
  private static final List<KeyUse> USES = List.of(KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT);

  /** Of suite 2; the SIGN key, which is made before, signs for the first. */
  private static final List<KeyUse> HYBRID = List.of(KeyUse.OPEN_MLKEM, KeyUse.SIGN_MLDSA);

  private final ClientContext context;
  private final StateValues states;

  EnrolmentKeys(ClientContext context, StateValues states) {
    this.context = context;
    this.states = states;
  }

  /** Which access unlocks keys of this use. */
  KeyAccess access(KeyUse use, KeyAccess person) {
    return use == KeyUse.TRANSMIT || use == KeyUse.LOG ? context.unattended() : person;
  }

  /** The request that is under way, or a fresh one with fresh keys. */
  Octets request(Sha256 net, KeyAccess person) {
    return states.find(StateName.REQUEST).orElseGet(() -> make(net, person));
  }

  /** The keys of that request. */
  Map<KeyUse, KeyRef> refs() {
    Octets lines = states.find(StateName.REQUEST_KEYS).orElse(Octets.of(new byte[0]));
    Map<KeyUse, KeyRef> refs = new EnumMap<>(KeyUse.class);
    new String(lines.toArray(), StandardCharsets.UTF_8)
        .lines()
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              KeyUse use = KeyUse.valueOf(line.substring(0, space));
              refs.put(use, new KeyRef(context.party(), use, line.substring(space + 1)));
            });
    return refs;
  }

  private Octets make(Sha256 net, KeyAccess person) {
    Map<KeyRef, Octets> made = made(USES, person);
    if (context.settings().postQuantum() != PostQuantum.OFF) {
      made.putAll(hybrid(person));
    }
    List<RequestedKey> keys = new ArrayList<>();
    StringBuilder names = new StringBuilder();
    made.forEach(
        (ref, request) -> {
          keys.add(new RequestedKey(ref.use(), request));
          names.append(ref.use()).append(' ').append(ref.name()).append('\n');
        });
    Octets request =
        context
            .codec()
            .write(new KeyRequest(net, context.party(), nextEpoch(), context.now(), keys));
    context
        .store()
        .transact(
            tx -> {
              states.put(tx, StateName.REQUEST, request);
              states.put(tx, StateName.REQUEST_KEYS, names.toString());
              return request;
            });
    return request;
  }

  private Map<KeyRef, Octets> made(List<KeyUse> uses, KeyAccess person) {
    Map<KeyRef, Octets> made = new LinkedHashMap<>();
    for (KeyUse use : uses) {
      KeyVault.Generated pair = context.vault().generate(context.party(), use, access(use, person));
      made.put(pair.key(), pair.request());
    }
    return made;
  }

  /** Both or none: a vault may have no such keys, and then the party is one of suite 1. */
  private Map<KeyRef, Octets> hybrid(KeyAccess person) {
    try {
      return made(HYBRID, person);
    } catch (UnsupportedOperationException e) {
      LOG.warn("Vault [{}] has no keys of suite 2: registering without", context.vault().name());
      return Map.of();
    }
  }

  private int nextEpoch() {
    Optional<Octets> root =
        states
            .find(StateName.ISSUED)
            .map(issued -> context.codec().issuedKeys(issued).hub().root());
    Optional<KeyRecord> record =
        root.flatMap(r -> states.find(StateName.RECORD).map(o -> context.codec().keyRecord(o, r)));
    return record.map(r -> r.epoch() + 1).orElse(1);
  }
}
