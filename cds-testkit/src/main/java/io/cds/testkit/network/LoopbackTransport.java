package io.cds.testkit.network;

import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.Cursor;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.TransportException;
import io.cds.api.Watch;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.Enrolment;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.RequestSigner;
import io.cds.api.spi.SignedRequest;
import io.cds.api.spi.Transport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to a hub in the same JVM. Every call is signed by the caller's TRANSMIT key and checked
 * by the hub, as over a network, so that registration and the state of keys are exercised; clocks
 * that are more than 5 minutes apart, and the hub's own failures, are told as a network would.
 *
 * <p>Threading: any.
 */
public final class LoopbackTransport implements Transport {
  private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

  private final Far far;
  private volatile Optional<Mailbox> last = Optional.empty();

  /** The hub's end, as it is now. */
  private interface Far {
    Optional<HubEndpoint> endpoint();
  }

  /** To the hub that the supplier gives at each call: a hub may be restarted. */
  public LoopbackTransport(Supplier<CdsHub> hub) {
    this.far = () -> Optional.of(hub.get().endpoint());
  }

  private LoopbackTransport(Far far) {
    this.far = far;
  }

  /** To what the supplier gives at each call; nothing while the hub is away. */
  public static LoopbackTransport to(Supplier<Optional<HubEndpoint>> hub) {
    Far far = hub::get;
    return new LoopbackTransport(far);
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
        proxy(
            Mailbox.class,
            (method, arguments) -> {
              HubEndpoint endpoint = reach();
              requireTime(signer.clock().instant(), endpoint.clock().instant());
              SignedRequest request = signed(method.getName(), signer);
              return asked(() -> endpoint.mailbox(request), method, arguments);
            });
    last = Optional.of(mailbox);
    return mailbox;
  }

  @Override
  public Enrolment enrolment() {
    return proxy(
        Enrolment.class, (method, arguments) -> asked(reach()::enrolment, method, arguments));
  }

  /** {@inheritDoc} The registration is tried as the party whose mailbox was asked for last. */
  @Override
  public List<Link> probe(Watch watch) {
    List<Link> links = new ArrayList<>();
    links.add(link("hub", () -> enrolment().identity().party().value()));
    last.filter(mailbox -> links.get(0).problem().isEmpty())
        .ifPresent(mailbox -> links.add(link("registration", () -> registered(mailbox))));
    return links;
  }

  private static String registered(Mailbox mailbox) {
    mailbox.list(Cursor.START, 1, Duration.ZERO);
    return "the hub accepts this party's key";
  }

  private static Link link(String name, Supplier<String> attempt) {
    try {
      return new Link(name, attempt.get(), Optional.empty());
    } catch (CdsException e) {
      return new Link(name, e.problem().detail(), Optional.of(e.problem()));
    }
  }

  /** Does nothing: the hub is not this transport's. */
  @Override
  public void close() {}

  private HubEndpoint reach() {
    return far.endpoint()
        .orElseThrow(
            () -> failure(Problem.of(ProblemCode.HUB_UNREACHABLE, "the hub is away"), null));
  }

  private static void requireTime(Instant here, Instant hub) {
    if (Duration.between(hub, here).abs().compareTo(CLOCKS_APART) > 0) {
      throw failure(Problem.clock(here, hub), null);
    }
  }

  private interface Call {
    Object answer(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            LoopbackTransport.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.answer(method, arguments)));
  }

  private static Object asked(Supplier<?> whom, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(whom.get(), arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof CdsException told ? atParty(told) : e.getCause();
    } catch (CdsException e) {
      throw atParty(e);
    }
  }

  /** What the party is told: what it can act on, and nothing of the hub's insides. */
  private static CdsException atParty(CdsException e) {
    ProblemCode code = e.problem().code();
    return switch (code) {
      case UNKNOWN_MESSAGE, ENROLMENT_REFUSED, RENEWAL_REFUSED -> e;
      case INVALID_ENVELOPE, TOO_LARGE, CANCELLED -> e;
      case REQUEST_REFUSED, HUB_BUSY, HUB_FULL -> failure(Problem.of(code, code.name()), e);
      case NOT_REGISTERED -> failure(Problem.of(ProblemCode.REQUEST_REFUSED, code.name()), e);
      case STORE_FULL -> failure(Problem.of(ProblemCode.HUB_FULL, code.name()), e);
      default -> failure(Problem.of(ProblemCode.HUB_FAILED, code.name()), e);
    };
  }

  private static TransportException failure(Problem problem, @Nullable Throwable cause) {
    return new TransportException(problem, Optional.empty(), cause);
  }

  private static SignedRequest signed(String call, RequestSigner signer) {
    byte[] data = (call + " " + signer.clock().instant()).getBytes(StandardCharsets.UTF_8);
    return new SignedRequest(signer.keyId(), Octets.of(data), Octets.of(signer.sign(data)));
  }
}
