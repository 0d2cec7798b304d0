package io.cds.testkit.simulation;

import io.cds.api.CdsException;
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
import io.cds.testkit.calls.Calls;
import io.cds.testkit.network.DyingStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The way from one process to the hub, with the mishaps of a history. */
final class Way implements Transport {
  private static final Duration FURTHEST_OFF = Duration.ofMinutes(5);

  private final World world;
  private final Place place;
  private final DyingStore process;
  private final Transport road;

  Way(World world, Place place, DyingStore process, Transport road) {
    this.world = world;
    this.place = place;
    this.process = process;
    this.road = road;
  }

  @Override
  public String name() {
    return "mishaps on " + road.name();
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public Mailbox mailbox(PartyCode self, RequestSigner signer, EnvelopeCodec codec) {
    Mailbox target = road.mailbox(self, signer, codec);
    return (Mailbox)
        Proxy.newProxyInstance(
            Way.class.getClassLoader(),
            new Class<?>[] {Mailbox.class},
            (proxy, method, arguments) -> {
              Arguments given = new Arguments(method.getName(), arguments);
              return call(target, method, given);
            });
  }

  @Override
  public Enrolment enrolment() {
    return road.enrolment();
  }

  @Override
  public List<Link> probe(Watch watch) {
    return road.probe(watch);
  }

  /** Another process goes on with the road. */
  @Override
  public void close() {}

  private Object call(Mailbox target, Method method, Arguments given) throws Throwable {
    // Long: one mishap after the other, to be read as a list.
    requireWay(method.getName());
    Mishap mishap = world.stormy() ? Mishap.drawn(world.dice) : Mishap.NONE;
    if (mishap != Mishap.NONE) {
      world.trace.count("calls: " + mishap.words());
      world.trace.say(place.party() + " calls " + method.getName() + ", and " + mishap.words());
    }
    return switch (mishap) {
      case NONE -> answer(target, method, given);
      case NOT_ARRIVED -> throw unreachable(method.getName() + " did not arrive");
      case ANSWER_LOST -> {
        Answers.drop(answer(target, method, given));
        throw unreachable("the answer of " + method.getName() + " was lost");
      }
      case TWICE -> {
        Answers.drop(answer(target, method, given));
        yield answer(target, method, given);
      }
      case ONCE_MORE_LATER -> {
        onceMore(target, method, given);
        yield answer(target, method, given);
      }
      case SLOW -> {
        world.clock.advance(world.dice.seconds(20, 200));
        Object slow = answer(target, method, given);
        world.clock.advance(world.dice.seconds(0, 100));
        yield slow;
      }
      case MEANWHILE_BEFORE -> {
        world.meanwhile();
        requireWay(method.getName());
        yield answer(target, method, given);
      }
      case MEANWHILE_AFTER -> {
        Object first = answer(target, method, given);
        world.meanwhile();
        yield first;
      }
      case CUT -> cut(target, method, given);
    };
  }

  /** Arrives in part, or its answer does. */
  private Object cut(Mailbox target, Method method, Arguments given) throws Throwable {
    if (method.getName().equals("content")) {
      return Answers.cut(answer(target, method, given), world.dice);
    }
    Optional<Arguments> part = given.part(world.dice);
    if (part.isPresent()) {
      Answers.drop(answer(target, method, part.get()));
    }
    throw unreachable(method.getName() + " was cut off");
  }

  private void onceMore(Mailbox target, Method method, Arguments given) throws Exception {
    if (Calls.lasting(method.getName())) {
      Arguments kept = given.kept();
      world.late.add(
          world.trace.step() + world.dice.between(1, 60),
          place.party() + " " + method.getName(),
          () -> method.invoke(target, kept.values()));
    }
  }

  private Object answer(Mailbox target, Method method, Arguments given) throws Throwable {
    Object answer;
    try {
      answer = method.invoke(target, given.values());
    } catch (InvocationTargetException e) {
      if (world.hub.died()) {
        throw unreachable("the hub died in " + method.getName());
      }
      if (e.getCause() instanceof RuntimeException cause && !(cause instanceof CdsException)) {
        world.broken.add("unexpected: the hub threw " + cause + " in " + method.getName());
      }
      throw e.getCause();
    }
    if (world.hub.died()) {
      Answers.drop(answer);
      throw unreachable("the hub died after " + method.getName());
    }
    return answer;
  }

  private void requireWay(String call) {
    if (process.died()) {
      throw unreachable("who calls " + call + " is dead");
    }
    if (world.hub.died()) {
      throw unreachable("the hub is down");
    }
    if (place.isCutOff()) {
      throw unreachable(place.party() + " is cut off");
    }
    if (place.clock().skew().abs().compareTo(FURTHEST_OFF) > 0) {
      throw new TransportException(
          Problem.clock(place.clock().instant(), world.clock.instant()), Optional.empty(), null);
    }
  }

  private static TransportException unreachable(String what) {
    return new TransportException(
        Problem.of(ProblemCode.HUB_UNREACHABLE, what), Optional.empty(), null);
  }
}
