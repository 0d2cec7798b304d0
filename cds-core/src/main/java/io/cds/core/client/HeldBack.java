package io.cds.core.client;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.OutgoingStatus;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.StoreTransaction;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Messages whose next attempt is put off. An ad hoc run, which a person asked for, takes them
 * before they are due. At most {@value #MOST}; the others wait for their time.
 */
final class HeldBack {
  private static final int MOST = 1_500;

  private final ClientContext context;
  private final StateValues states;

  HeldBack(ClientContext context, StateValues states) {
    this.context = context;
    this.states = states;
  }

  /** This message's next attempt is put off. */
  void add(StoreTransaction tx, MessageId id) {
    Set<String> ids = new LinkedHashSet<>(ids(tx));
    if (ids.size() < MOST && ids.add(id.value())) {
      states.put(tx, StateName.HELD_BACK, String.join("\n", ids));
    }
  }

  /** Whether there is one, settled or not. */
  boolean any(StoreTransaction tx) {
    return !ids(tx).isEmpty();
  }

  /** Makes all of them due now. */
  void release() {
    context.store().transact(this::release);
  }

  /** Makes room: what was settled since is put off no more. */
  void forgetSettled() {
    context.store().transact(this::forgetSettled);
  }

  private boolean release(StoreTransaction tx) {
    for (String id : processing(tx)) {
      tx.works().enqueue(new WorkKey(context.party(), WorkKind.SEND, id), tx.now());
    }
    return keep(tx, List.of());
  }

  private boolean forgetSettled(StoreTransaction tx) {
    return keep(tx, processing(tx));
  }

  private boolean keep(StoreTransaction tx, List<String> ids) {
    boolean changed = !ids.equals(ids(tx));
    if (changed) {
      states.put(tx, StateName.HELD_BACK, String.join("\n", ids));
    }
    return changed;
  }

  private List<String> processing(StoreTransaction tx) {
    return ids(tx).stream().filter(id -> processing(tx, id)).toList();
  }

  private boolean processing(StoreTransaction tx, String id) {
    MessageKey message = new MessageKey(context.party(), MessageId.of(id));
    return tx.outgoing()
        .find(new PartyMessage(context.party(), message))
        .filter(row -> row.status() == OutgoingStatus.PROCESSING)
        .isPresent();
  }

  private List<String> ids(StoreTransaction tx) {
    return states.text(tx, StateName.HELD_BACK).orElse("").lines().toList();
  }
}
