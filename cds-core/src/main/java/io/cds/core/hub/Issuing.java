package io.cds.core.hub;

import io.cds.api.EnrolmentCode;
import io.cds.api.KeyAccess;
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
import io.cds.api.spi.CertificateAuthority;
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
   * Issues what was asked.
   *
   * @throws io.cds.api.envelope.InvalidEnvelopeException if the request is not of the form, or
   *     proves no possession
   */
  Issued issue(
      EnrolmentRequest request,
      EnrolmentCode code,
      CertificateAuthority authority,
      KeyAccess access,
      Instant now) {
    KeyRequest asked = parts.codec().keyRequest(request.request());
    PartyCode party = request.party();
    List<PartyKey> certificates = new ArrayList<>();
    List<KnownKey> known = new ArrayList<>();
    for (RequestedKey wanted : asked.keys()) {
      Octets certificate = authority.issue(party, wanted.use(), wanted.request(), now, access);
      certificates.add(new PartyKey(wanted.use(), certificate));
      known.add(parts.codec().certificate(certificate, parts.root()).with(KeyState.PENDING));
    }
    IssuedKeys issued =
        new IssuedKeys(
            key.identity(), party, parts.codec().sha256(request.request().toArray()), certificates);
    Octets answer = parts.codec().write(issued);
    Octets mac = parts.codec().mac(code, parts.net(), party, EnrolmentStep.ANSWER, answer);
    return new Issued(new EnrolmentAnswer(answer, mac), known);
  }
}
