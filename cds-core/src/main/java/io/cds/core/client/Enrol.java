package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.EnrolmentCode;
import io.cds.api.KeyAccess;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.IssuedKeys;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.Enrolment;
import io.cds.api.spi.EnrolmentStep;
import io.cds.api.store.StoreTransaction;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** Asks the hub's certificate authority for certificates and installs them. */
final class Enrol {
  private final ClientContext context;
  private final StateValues states;
  private final EnrolmentKeys keys;
  private final IssuedIntake intake;

  Enrol(ClientContext context, StateValues states, EnrolmentKeys keys, IssuedIntake intake) {
    this.context = context;
    this.states = states;
    this.keys = keys;
    this.intake = intake;
  }

  /** The hub's identity, if its root is the one of the letter. */
  HubIdentity trusted(Enrolment enrolment, Sha256 root) {
    HubIdentity hub = enrolment.identity();
    if (!intake.isOf(hub, root)) {
      throw IssuedIntake.untrusted("root of [" + hub.net() + "]; the letter says [" + root + "]");
    }
    return hub;
  }

  /** One try with the request that is under way. */
  IssuedKeys enrol(Enrolment enrolment, EnrolmentCode code, Sha256 root, KeyAccess person) {
    Octets request = keys.request(root, person);
    Octets mac = mac(code, root, EnrolmentStep.REQUEST, request);
    EnrolmentAnswer answer =
        answer(enrolment, new EnrolmentRequest(context.party(), request, mac))
            .orElseThrow(() -> new CdsException(Problem.of(ProblemCode.ENROLMENT_PENDING)));
    Octets expected = mac(code, root, EnrolmentStep.ANSWER, answer.answer());
    if (!MessageDigest.isEqual(expected.toArray(), answer.mac().toArray())) {
      throw IssuedIntake.untrusted("its answer does not know the enrolment code");
    }
    IssuedKeys issued = intake.read(answer.answer(), request, root);
    install(issued, answer.answer(), person);
    return issued;
  }

  /** A hub refuses alike for all causes; whom it refused is known here. */
  private Optional<EnrolmentAnswer> answer(Enrolment enrolment, EnrolmentRequest request) {
    try {
      return enrolment.enrol(request);
    } catch (CdsException e) {
      if (e.problem().code() != ProblemCode.ENROLMENT_REFUSED) {
        throw e;
      }
      String party = "party " + context.party() + ", " + e.problem().detail();
      throw new CdsException(Problem.of(ProblemCode.ENROLMENT_REFUSED, party), e);
    }
  }

  Octets mac(EnrolmentCode code, Sha256 root, EnrolmentStep step, Octets octets) {
    return context.codec().mac(code, root, context.party(), step, octets);
  }

  private void install(IssuedKeys issued, Octets answer, KeyAccess person) {
    List<KnownKey> own = intake.install(issued, keys.refs(), person);
    List<KnownKey> receipt = intake.receiptKeys(issued.hub());
    context.store().transact(tx -> keep(tx, answer, own, receipt));
  }

  private boolean keep(
      StoreTransaction tx, Octets answer, List<KnownKey> own, List<KnownKey> receipt) {
    for (KnownKey key : own) {
      tx.keys().of(context.party(), context.party(), key.use()).stream()
          .filter(old -> old.state() == KeyState.ACTIVE && !old.digest().equals(key.digest()))
          .forEach(old -> tx.keys().put(context.party(), old.with(KeyState.RETIRED)));
      tx.keys().put(context.party(), key);
    }
    receipt.forEach(key -> tx.keys().put(context.party(), key));
    states.put(tx, StateName.ISSUED, answer);
    return true;
  }
}
