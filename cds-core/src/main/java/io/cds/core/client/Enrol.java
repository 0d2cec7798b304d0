package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.EnrolmentCode;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.IssuedKeys;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.PartyKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.Enrolment;
import io.cds.api.spi.EnrolmentStep;
import io.cds.api.spi.KeyRef;
import io.cds.api.store.StoreTransaction;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the hub's certificate authority for certificates and installs them. */
final class Enrol {
  private final ClientContext context;
  private final StateValues states;
  private final EnrolmentKeys keys;

  Enrol(ClientContext context, StateValues states, EnrolmentKeys keys) {
    this.context = context;
    this.states = states;
    this.keys = keys;
  }

  /** The hub's identity, if its root is the one of the letter. */
  HubIdentity trusted(Enrolment enrolment, Sha256 root) {
    HubIdentity hub = enrolment.identity();
    if (!same(hub, root)) {
      throw untrusted("root of [" + hub.net() + "]; the letter says [" + root + "]");
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
      throw untrusted("its answer does not know the enrolment code");
    }
    IssuedKeys issued = context.codec().issuedKeys(answer.answer());
    if (!same(issued.hub(), root)
        || !issued.party().equals(context.party())
        || !issued.request().equals(context.codec().sha256(request.toArray()))) {
      throw untrusted("it answers another request");
    }
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

  private boolean same(HubIdentity hub, Sha256 root) {
    return hub.net().equals(root) && context.codec().sha256(hub.root().toArray()).equals(root);
  }

  private void install(IssuedKeys issued, Octets answer, KeyAccess person) {
    Map<KeyUse, KeyRef> refs = keys.refs();
    List<KnownKey> own = new ArrayList<>();
    for (PartyKey key : issued.keys()) {
      KnownKey known = context.codec().certificate(key.certificate(), issued.hub().root());
      KeyRef ref = refs.get(key.use());
      if (ref == null || known.use() != key.use() || !known.party().equals(context.party())) {
        throw untrusted("it issued a certificate for [" + known.use() + "] that nobody asked for");
      }
      context.vault().install(ref, key.certificate(), keys.access(key.use(), person));
      own.add(known);
    }
    List<KnownKey> receipt = new ArrayList<>();
    for (Octets certificate : issued.hub().receiptCertificates()) {
      KnownKey known = context.codec().certificate(certificate, issued.hub().root());
      if (known.use() != KeyUse.RECEIPT || !known.party().equals(issued.hub().party())) {
        throw untrusted("its receipt certificate is for [" + known.use() + "]");
      }
      receipt.add(known);
    }
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

  private static CdsException untrusted(String why) {
    return new CdsException(Problem.of(ProblemCode.HUB_UNTRUSTED, why));
  }
}
