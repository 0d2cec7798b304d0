package io.cds.testkit.network;

import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.TransportException;
import io.cds.api.Watch;
import io.cds.api.spi.Enrolment;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.RequestSigner;
import io.cds.api.spi.Transport;
import io.cds.testkit.ManualClock;
import io.cds.testkit.calls.Calls;
import io.cds.testkit.calls.CutStream;
import io.cds.testkit.calls.Kept;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Another transport, with faults at chosen calls: every mailbox must stand each of them, because
 * every call of it is idempotent.
 *
 * <p>Threading: any; calls are counted one after the other.
 */
public final class FaultyTransport implements Transport {
  private static final long NEVER = -1;

  private final Transport real;
  private final HeldCalls held = new HeldCalls();
  private boolean unreachable;
  private boolean duplicating;
  private int calls;
  private int failAt;
  private int loseAt;
  private boolean holding;
  private long cutAt = NEVER;
  private Consumer<String> before = call -> {};

  /** Without faults at first. */
  public FaultyTransport(Transport real) {
    this.real = real;
  }

  /** From now on no call arrives, or every call does again. */
  public synchronized FaultyTransport unreachable(boolean now) {
    unreachable = now;
    return this;
  }

  /** From now on every call arrives twice; the second answer is given. */
  public synchronized FaultyTransport duplicating(boolean now) {
    duplicating = now;
    return this;
  }

  /** The n-th call from now does not arrive, the first being 1; 0 for none. */
  public synchronized FaultyTransport failAt(int call) {
    failAt = call == 0 ? 0 : calls + call;
    return this;
  }

  /** The n-th call from now is done, but its answer is lost; 0 for none. */
  public synchronized FaultyTransport loseAnswerAt(int call) {
    loseAt = call == 0 ? 0 : calls + call;
    return this;
  }

  /**
   * From now on each content that is fetched breaks off after so many octets, as a line that is
   * cut; -1 for none.
   */
  public synchronized FaultyTransport cutContentAt(long octets) {
    cutAt = octets;
    return this;
  }

  /**
   * From now on every call takes so long on its way, by this clock; in place of what {@link
   * #before} was told.
   */
  public FaultyTransport slow(ManualClock clock, Duration each) {
    return before(call -> clock.advance(each));
  }

  /**
   * From now on calls that hand something in are held back on their way, and their callers hear
   * nothing; or every call arrives at once again. Others arrive meanwhile.
   */
  public synchronized FaultyTransport holdingBack(boolean now) {
    holding = now;
    return this;
  }

  /**
   * What was held back arrives, in the order of the calls; nobody gets the answers.
   *
   * @return what became of each, such as {@code submit: answered} or {@code post: REQUEST_REFUSED}
   */
  public List<String> arrive() {
    return held.arrive(false);
  }

  /** The same, the latest call first. */
  public List<String> arriveBackwards() {
    return held.arrive(true);
  }

  /**
   * From now on this is told the name of each call before it is made, on its thread: it may hold a
   * call up, or do something meanwhile.
   */
  public synchronized FaultyTransport before(Consumer<String> next) {
    before = next;
    return this;
  }

  /** How many calls were made so far. */
  public synchronized int calls() {
    return calls;
  }

  @Override
  public String name() {
    return "faulty " + real.name();
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public Mailbox mailbox(PartyCode self, RequestSigner signer, EnvelopeCodec codec) {
    return faulty(Mailbox.class, real.mailbox(self, signer, codec));
  }

  @Override
  public Enrolment enrolment() {
    return faulty(Enrolment.class, real.enrolment());
  }

  /** {@inheritDoc} Only that the hub is out of reach shows here. */
  @Override
  public List<Link> probe(Watch watch) {
    return out()
        ? List.of(new Link("hub", "", Optional.of(unreachable("probe did not arrive").problem())))
        : real.probe(watch);
  }

  @Override
  public void close() {
    real.close();
  }

  private <T> T faulty(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            FaultyTransport.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(target, method, arguments)));
  }

  private Object call(Object target, Method method, Object[] arguments) throws Throwable {
    told().accept(method.getName());
    Fate fate = fate(method.getName());
    if (fate.held) {
      Object[] kept = Kept.arguments(method.getName(), arguments);
      held.add(method.getName(), () -> arrived(target, method, kept));
      throw unreachable(method.getName() + " is held back");
    }
    Object answer = Calls.make(target, method, arguments);
    if (fate.twice) {
      close(answer);
      answer = Calls.make(target, method, arguments);
    }
    if (fate.lost) {
      close(answer);
      throw unreachable("the answer of " + method.getName() + " was lost");
    }
    return answer instanceof InputStream content && fate.cutAt != NEVER
        ? new CutStream(content, fate.cutAt)
        : answer;
  }

  private synchronized boolean out() {
    return unreachable;
  }

  private record Fate(boolean twice, boolean lost, boolean held, long cutAt) {}

  private synchronized Fate fate(String call) {
    calls++;
    if (unreachable || calls == failAt) {
      throw unreachable(call + " did not arrive");
    }
    return new Fate(duplicating, calls == loseAt, holding && Calls.lasting(call), cutAt);
  }

  private synchronized Consumer<String> told() {
    return before;
  }

  private static Object arrived(Object target, Method method, Object[] arguments) throws Exception {
    try {
      return Calls.make(target, method, arguments);
    } catch (Exception e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void close(Object answer) throws IOException {
    if (answer instanceof Closeable stream) {
      stream.close();
    }
  }

  private static TransportException unreachable(String what) {
    return new TransportException(
        Problem.of(ProblemCode.HUB_UNREACHABLE, what), Optional.empty(), null);
  }
}
