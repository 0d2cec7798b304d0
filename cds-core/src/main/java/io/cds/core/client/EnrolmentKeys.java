package io.cds.core.client;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyRef;
import java.util.Map;
import java.util.Optional;

/** The keys of an enrolment: made once; every further try asks with the same request. */
final class EnrolmentKeys {
  private final ClientContext context;
  private final StateValues states;
  private final FreshKeys fresh;

  EnrolmentKeys(ClientContext context, StateValues states) {
    this.context = context;
    this.states = states;
    this.fresh = new FreshKeys(context);
  }

  /** The request that is under way, or a fresh one with fresh keys. */
  Octets request(Sha256 net, KeyAccess person) {
    return states.find(StateName.REQUEST).orElseGet(() -> make(net, person));
  }

  /** The keys of that request. */
  Map<KeyUse, KeyRef> refs() {
    return states.find(StateName.REQUEST_KEYS).map(fresh::refs).orElse(Map.of());
  }

  private Octets make(Sha256 net, KeyAccess person) {
    FreshKeys.Made made = fresh.all(net, nextEpoch(), person);
    Octets request = context.codec().write(made.request());
    context
        .store()
        .transact(
            tx -> {
              states.put(tx, StateName.REQUEST, request);
              states.put(tx, StateName.REQUEST_KEYS, made.names());
              return request;
            });
    return request;
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
