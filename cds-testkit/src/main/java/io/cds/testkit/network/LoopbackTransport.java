package io.cds.testkit.network;

import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.Cursor;
import io.cds.api.PartyCode;
import io.cds.api.Watch;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.Enrolment;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.RequestSigner;
import io.cds.api.spi.SignedRequest;
import io.cds.api.spi.Transport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way to a hub in the same JVM. Every call is signed by the caller's TRANSMIT key and checked
 * by the hub, as over a network, so that registration and the state of keys are exercised.
 *
 * <p>Threading: any.
 */
public final class LoopbackTransport implements Transport {
  private final Supplier<CdsHub> hub;
  private volatile Optional<Mailbox> last = Optional.empty();

  /** To the hub that the supplier gives at each call: a hub may be restarted. */
  public LoopbackTransport(Supplier<CdsHub> hub) {
    this.hub = hub;
  }

  @Override
  public String name() {
    return "loopback";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public Mailbox mailbox(PartyCode self, RequestSigner signer, EnvelopeCodec codec) {
    Mailbox mailbox =
        (Mailbox)
            Proxy.newProxyInstance(
                LoopbackTransport.class.getClassLoader(),
                new Class<?>[] {Mailbox.class},
                (proxy, method, arguments) -> {
                  Mailbox there = hub.get().endpoint().mailbox(signed(method.getName(), signer));
                  try {
                    return method.invoke(there, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    last = Optional.of(mailbox);
    return mailbox;
  }

  @Override
  public Enrolment enrolment() {
    return hub.get().endpoint().enrolment();
  }

  /** {@inheritDoc} The registration is tried as the party whose mailbox was asked for last. */
  @Override
  public List<Link> probe(Watch watch) {
    List<Link> links = new ArrayList<>();
    links.add(new Link("hub", hub.get().identity().party().value(), Optional.empty()));
    last.ifPresent(mailbox -> links.add(registration(mailbox)));
    return links;
  }

  private static Link registration(Mailbox mailbox) {
    try {
      mailbox.list(Cursor.START, 1, Duration.ZERO);
      return new Link("registration", "the hub accepts this party's key", Optional.empty());
    } catch (CdsException e) {
      return new Link("registration", e.problem().detail(), Optional.of(e.problem()));
    }
  }

  /** Does nothing: the hub is not this transport's. */
  @Override
  public void close() {}

  private static SignedRequest signed(String call, RequestSigner signer) {
    byte[] data = (call + " " + signer.clock().instant()).getBytes(StandardCharsets.UTF_8);
    return new SignedRequest(signer.keyId(), Octets.of(data), Octets.of(signer.sign(data)));
  }
}
