package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.Octets;
import io.cds.core.StoredDirectory;
import java.util.Optional;

/** What registration left behind: by what this party knows its hub. */
final class HubTie {
  private final ClientContext context;
  private final StateValues states;
  private volatile Optional<Read> last = Optional.empty();

  HubTie(ClientContext context) {
    this.context = context;
    this.states = new StateValues(context.store(), context.party());
  }

  /** What was issued, and the hub that it names: asked for several times a message. */
  private record Read(Octets issued, HubIdentity hub) {}

  /** The hub that issued this party's keys. */
  Optional<HubIdentity> hub() {
    return states.find(StateName.ISSUED).map(this::read);
  }

  private HubIdentity read(Octets issued) {
    Read found =
        last.filter(known -> known.issued().equals(issued))
            .orElseGet(() -> new Read(issued, context.codec().issuedKeys(issued).hub()));
    last = Optional.of(found);
    return found.hub();
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
