package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.KeyUse;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.KnownKey;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Learns the RECEIPT certificates that the hub's root issued since this party registered (L09). */
final class HubCertificates {
  private final ClientContext context;
  private final HubTie tie;

  HubCertificates(ClientContext context, HubTie tie) {
    this.context = context;
    this.tie = tie;
  }

  /** Checks something that the hub signed; a key that is not known is asked for once. */
  <T> T checked(Supplier<T> check) {
    try {
      return check.get();
    } catch (InvalidEnvelopeException e) {
      if (e.reason() != InvalidReason.SIGNER_UNKNOWN) {
        throw e;
      }
      learn(tie.needed());
      return check.get();
    }
  }

  private void learn(HubIdentity known) {
    HubIdentity told = context.transport().enrolment().identity();
    if (!told.root().equals(known.root()) || !told.party().equals(known.party())) {
      throw untrusted("another root or party than at registration", null);
    }
    try {
      List<KnownKey> keys =
          told.receiptCertificates().stream()
              .map(certificate -> context.codec().certificate(certificate, known.root()))
              .filter(key -> key.use() == KeyUse.RECEIPT && key.party().equals(known.party()))
              .toList();
      context
          .store()
          .transact(
              tx -> {
                keys.stream()
                    .filter(k -> tx.keys().find(context.party(), k.digest()).isEmpty())
                    .forEach(k -> tx.keys().put(context.party(), k));
                return keys;
              });
    } catch (InvalidEnvelopeException e) {
      throw untrusted("receipt certificate: " + e.reason(), e);
    }
  }

  static CdsException untrusted(String why, @Nullable Throwable cause) {
    return new CdsException(Problem.of(ProblemCode.HUB_UNTRUSTED, why), cause);
  }
}
