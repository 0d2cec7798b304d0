package io.cds.transport.http.hub;

import io.cds.api.CdsException;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.SignedRequest;
import io.cds.transport.http.signature.RequestComponents;
import io.cds.transport.http.signature.RequestSignature;
import io.cds.transport.http.signature.SignatureFault;
import io.cds.transport.http.wire.WireProblem;
import java.util.List;
import java.util.Locale;

/** Lets a signed request through to the mailbox of the party that signed it. */
final class Gate {
  private final HubEndpoint hub;
  private final List<String> authorities;
  private final CallMeter meter;

  Gate(HubEndpoint hub, List<String> authorities, CallMeter meter) {
    this.hub = hub;
    this.authorities = List.copyOf(authorities);
    this.meter = meter;
  }

  /** The signer's mailbox, for a request without a body. */
  Mailbox mailbox(HubRequest request) throws Rejection {
    requireNoBody(request);
    return counted(request, false);
  }

  /** The signer's mailbox, for a request whose signature must cover a body of this type. */
  Mailbox mailbox(HubRequest request, String mediaType) throws Rejection {
    requireType(request, mediaType);
    return counted(request, true);
  }

  /** The signer's mailbox, for a stretch of a large content to it, of which there are many. */
  Mailbox stretch(HubRequest request) throws Rejection {
    requireNoBody(request);
    return entered(request, false).mailbox();
  }

  /** The same, for a stretch from it. */
  Mailbox stretch(HubRequest request, String mediaType) throws Rejection {
    requireType(request, mediaType);
    return entered(request, true).mailbox();
  }

  private Mailbox counted(HubRequest request, boolean body) throws Rejection {
    Entered entered = entered(request, body);
    if (!meter.take(entered.key())) {
      throw Rejection.of(
          WireProblem.TOO_MANY_REQUESTS, "this party calls too often: wait before the next call");
    }
    return entered.mailbox();
  }

  private static void requireNoBody(HubRequest request) throws Rejection {
    if (request.length() > 0 || !request.field("transfer-encoding").isEmpty()) {
      throw Rejection.of(
          WireProblem.BAD_REQUEST,
          "cannot take a body with method [%s]: send none".formatted(request.method()));
    }
  }

  static void requireType(HubRequest request, String mediaType) throws Rejection {
    if (!request.field("content-type").equals(List.of(mediaType))) {
      throw Rejection.of(
          WireProblem.WRONG_MEDIA_TYPE,
          "cannot take this body: expected Content-Type [%s]".formatted(mediaType));
    }
  }

  /** The name that the party called, when it is one of ours; a proxy may have changed it. */
  private String authority(HubRequest request) {
    return request.field("host").stream()
        .map(host -> host.toLowerCase(Locale.ROOT))
        .filter(authorities::contains)
        .findFirst()
        .orElse(authorities.get(0));
  }

  /**
   * A signature that does not count tells nothing but this: called by a name that is none of ours,
   * it could not fit. Told only then, because a proxy may have changed the name.
   */
  private Rejection refused(HubRequest request, CdsException cause) {
    boolean strange =
        request.field("host").stream()
            .anyMatch(host -> !authorities.contains(host.toLowerCase(Locale.ROOT)));
    if (!strange || cause.problem().code() != ProblemCode.REQUEST_REFUSED) {
      throw cause;
    }
    return Rejection.of(
        WireProblem.WRONG_ADDRESS, "this hub is called [%s]".formatted(authorities.get(0)));
  }

  /** Who signed, and the mailbox of that party. */
  private record Entered(Sha256 key, Mailbox mailbox) {}

  private Entered entered(HubRequest request, boolean body) throws Rejection {
    RequestComponents components =
        new RequestComponents(
            request.method(), authority(request), request.path(), request.query(), request::field);
    try {
      RequestSignature signed = RequestSignature.read(components, body, hub.clock().instant());
      Sha256 key = new Sha256(signed.keyId());
      return new Entered(
          key,
          hub.mailbox(
              new SignedRequest(key, Octets.of(signed.base()), Octets.of(signed.signature()))));
    } catch (SignatureFault e) {
      throw Rejection.of(
          e.reason() == SignatureFault.Reason.CLOCK
              ? WireProblem.CLOCK
              : WireProblem.REQUEST_REFUSED,
          e.detail());
    } catch (CdsException e) {
      throw refused(request, e);
    }
  }
}
