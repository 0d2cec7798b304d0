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

  /** Makes all of them due now. */
  void release() {
    context.store().transact(this::release);
  }

  private boolean release(StoreTransaction tx) {
    List<String> ids = ids(tx);
    for (String id : ids) {
      MessageKey message = new MessageKey(context.party(), MessageId.of(id));
      tx.outgoing()
          .find(new PartyMessage(context.party(), message))
          .filter(row -> row.status() == OutgoingStatus.PROCESSING)
          .ifPresent(
              row -> tx.works().enqueue(new WorkKey(context.party(), WorkKind.SEND, id), tx.now()));
    }
    if (!ids.isEmpty()) {
      states.put(tx, StateName.HELD_BACK, "");
    }
    return true;
  }

  private List<String> ids(StoreTransaction tx) {
    return states.text(tx, StateName.HELD_BACK).orElse("").lines().toList();
  }
}
