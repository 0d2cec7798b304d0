package io.cds.core.hub;

import io.cds.api.EnrolmentCode;
import io.cds.api.PartyCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.IssuedKeys;
import io.cds.api.envelope.KeyRequest;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.PartyKey;
import io.cds.api.envelope.RequestedKey;
import io.cds.api.spi.EnrolmentStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Has certificates issued and makes the answer of them. */
final class Issuing {
  private final HubParts parts;
  private final ReceiptKey key;

  Issuing(HubParts parts, ReceiptKey key) {
    this.parts = parts;
    this.key = key;
  }

  /** An answer, and the keys that begin with it. */
  record Issued(EnrolmentAnswer answer, List<KnownKey> keys) {}

  /**
   * Issues what was asked by a code.
   *
   * @throws io.cds.api.envelope.InvalidEnvelopeException if the request is not of the form, or
   *     proves no possession
   */
  Issued issue(EnrolmentRequest request, EnrolmentCode code, Answering.Office office, Instant now) {
    List<PartyKey> keys =
        certificates(parts.codec().keyRequest(request.request()), request.party(), office, now);
    Octets answer = answer(request.party(), request.request(), keys);
    Octets mac =
        parts.codec().mac(code, parts.net(), request.party(), EnrolmentStep.ANSWER, answer);
    return new Issued(new EnrolmentAnswer(answer, mac), known(keys));
  }

  /** Issues what was asked by a signature; the certificates alone bear the answer out. */
  Issued renew(RenewalCheck.Checked asked, Answering.Office office, Instant now) {
    KeyRequest request = asked.renewal().request();
    List<PartyKey> keys = certificates(request, request.party(), office, now);
    Octets answer = answer(request.party(), asked.signed(), keys);
    return new Issued(new EnrolmentAnswer(answer, RenewalCheck.NO_MAC), known(keys));
  }

  private List<PartyKey> certificates(
      KeyRequest asked, PartyCode party, Answering.Office office, Instant now) {
    List<PartyKey> certificates = new ArrayList<>();
    for (RequestedKey wanted : asked.keys()) {
      Octets certificate =
          office.authority().issue(party, wanted.use(), wanted.request(), now, office.access());
      certificates.add(new PartyKey(wanted.use(), certificate));
    }
    return certificates;
  }

  private Octets answer(PartyCode party, Octets request, List<PartyKey> keys) {
    return parts
        .codec()
        .write(
            new IssuedKeys(key.identity(), party, parts.codec().sha256(request.toArray()), keys));
  }

  private List<KnownKey> known(List<PartyKey> keys) {
    return keys.stream()
        .map(issued -> parts.codec().certificate(issued.certificate(), parts.root()))
        .map(issued -> issued.with(KeyState.PENDING))
        .toList();
  }
}
