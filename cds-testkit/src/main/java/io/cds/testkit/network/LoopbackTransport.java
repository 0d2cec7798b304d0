package io.cds.testkit.network;

import io.cds.api.CdsHub;
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
    return (Mailbox)
        Proxy.newProxyInstance(
            LoopbackTransport.class.getClassLoader(),
            new Class<?>[] {Mailbox.class},
            (proxy, method, arguments) -> {
              Mailbox mailbox = hub.get().endpoint().mailbox(signed(method.getName(), signer));
              try {
                return method.invoke(mailbox, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public Enrolment enrolment() {
    return hub.get().endpoint().enrolment();
  }

  @Override
  public List<Link> probe(Watch watch) {
    return List.of(new Link("loopback", hub.get().identity().party().value(), Optional.empty()));
  }

  /** Does nothing: the hub is not this transport's. */
  @Override
  public void close() {}

  private static SignedRequest signed(String call, RequestSigner signer) {
    byte[] data = (call + " " + signer.clock().instant()).getBytes(StandardCharsets.UTF_8);
    return new SignedRequest(signer.keyId(), Octets.of(data), Octets.of(signer.sign(data)));
  }
}
