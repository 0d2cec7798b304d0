package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.IssuedKeys;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.PartyKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes issued certificates in: those of the keys that were asked for, by the known root. */
final class IssuedIntake {
  private final ClientContext context;
  private final FreshKeys fresh;

  IssuedIntake(ClientContext context) {
    this.context = context;
    this.fresh = new FreshKeys(context);
  }

  /** Reads an answer to this request, of the hub with this root. */
  IssuedKeys read(Octets answer, Octets request, Sha256 root) {
    IssuedKeys issued = context.codec().issuedKeys(answer);
    if (!isOf(issued.hub(), root)
        || !issued.party().equals(context.party())
        || !issued.request().equals(context.codec().sha256(request.toArray()))) {
      throw untrusted("it answers another request");
    }
    return issued;
  }

  boolean isOf(HubIdentity hub, Sha256 root) {
    return hub.net().equals(root) && context.codec().sha256(hub.root().toArray()).equals(root);
  }

  /** Puts each certificate beside its key. @return what they say, ACTIVE */
  List<KnownKey> install(IssuedKeys issued, Map<KeyUse, KeyRef> refs, KeyAccess person) {
    List<KnownKey> own = new ArrayList<>();
    for (PartyKey key : issued.keys()) {
      KnownKey known = context.codec().certificate(key.certificate(), issued.hub().root());
      KeyRef ref = refs.get(key.use());
      if (ref == null || known.use() != key.use() || !known.party().equals(context.party())) {
        throw untrusted("it issued a certificate for [" + known.use() + "] that nobody asked for");
      }
      context.vault().install(ref, key.certificate(), fresh.access(key.use(), person));
      own.add(known);
    }
    return own;
  }

  /** The hub's RECEIPT keys. */
  List<KnownKey> receiptKeys(HubIdentity hub) {
    List<KnownKey> receipt = new ArrayList<>();
    for (Octets certificate : hub.receiptCertificates()) {
      KnownKey known = context.codec().certificate(certificate, hub.root());
      if (known.use() != KeyUse.RECEIPT || !known.party().equals(hub.party())) {
        throw untrusted("its receipt certificate is for [" + known.use() + "]");
      }
      receipt.add(known);
    }
    return receipt;
  }

  static CdsException untrusted(String why) {
    return new CdsException(Problem.of(ProblemCode.HUB_UNTRUSTED, why));
  }
}
