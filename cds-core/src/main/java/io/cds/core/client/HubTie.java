package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.HubIdentity;
import io.cds.core.StoredDirectory;
import java.util.Optional;

/** What registration left behind: by what this party knows its hub. */
final class HubTie {
  private final ClientContext context;
  private final StateValues states;

  HubTie(ClientContext context) {
    this.context = context;
    this.states = new StateValues(context.store(), context.party());
  }

  /** The hub that issued this party's keys. */
  Optional<HubIdentity> hub() {
    return states.find(StateName.ISSUED).map(context.codec()::issuedKeys).map(i -> i.hub());
  }

  /** The same. @throws CdsException {@code NOT_REGISTERED} */
  HubIdentity needed() {
    return hub()
        .orElseThrow(
            () ->
                new CdsException(Problem.of(ProblemCode.NOT_REGISTERED, context.party().value())));
  }

  /** Whether the own key record is published. */
  boolean registered() {
    return states.find(StateName.REGISTERED).isPresent();
  }

  /** The public keys that count for this party. */
  StoredDirectory directory(HubIdentity hub) {
    return StoredDirectory.over(context.store(), context.party(), hub.net());
  }

  StateValues states() {
    return states;
  }
}
