package io.cds.testkit.simulation;

import io.cds.testkit.MemoryStore;
import io.cds.testkit.network.Cryptography;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Assertions;

/**
 * A hub, schools and authorities in one thread, on one clock that nobody winds: people write, open,
 * resend and carry .zip files around; calls are lost, doubled, late or cut off, clocks are wrong,
 * processes die at a commit. Then the faults end, everything is to come to rest, and a ledger that
 * people and hosts kept beside the system says what must have become of each message.
 *
 * <p><b>Guarantees.</b> All chance comes from the seed: the same seed, over stores and ways that
 * have no chance of their own, is the same history.
 *
 * <p><b>Does not guarantee.</b> Anything about several threads: what happens at the same time
 * happens one inside the other, while a call is under way.
 *
 * <p><b>Threading.</b> One thread at a time. Hub and clients come from the engine on the path.
 */
public final class Simulation {
  private static final int STEPS_SHOWN = 40;
  private static final int MESSAGES_SHOWN = 3;

  private final Plan plan;

  private Simulation(Plan plan) {
    this.plan = plan;
  }

  /**
   * 50 schools and 3 authorities, 300 steps, in memory.
   *
   * @param cryptography fresh keys for each history, on its clock
   */
  public static Simulation of(Function<Clock, Cryptography> cryptography) {
    return new Simulation(
        new Plan(
            cryptography,
            50,
            3,
            300,
            (party, clock) -> new MemoryStore(clock),
            (party, straight) -> straight));
  }

  /**
   * The same with so many parties.
   *
   * @param schools at least 1
   * @param authorities at least 1
   */
  public Simulation parties(int schools, int authorities) {
    if (schools < 1 || authorities < 1) {
      throw new IllegalArgumentException(
          "Parties are [%d] and [%d]; expected at least 1 each".formatted(schools, authorities));
    }
    return new Simulation(
        new Plan(
            plan.cryptography(), schools, authorities, plan.steps(), plan.stores(), plan.ways()));
  }

  /** The same with so many steps until the faults end. */
  public Simulation steps(int steps) {
    return new Simulation(
        new Plan(
            plan.cryptography(),
            plan.schools(),
            plan.authorities(),
            steps,
            plan.stores(),
            plan.ways()));
  }

  /** The same over other stores. */
  public Simulation stores(Stores stores) {
    return new Simulation(
        new Plan(
            plan.cryptography(),
            plan.schools(),
            plan.authorities(),
            plan.steps(),
            stores,
            plan.ways()));
  }

  /** The same by other ways to the hub. */
  public Simulation ways(Ways ways) {
    return new Simulation(
        new Plan(
            plan.cryptography(),
            plan.schools(),
            plan.authorities(),
            plan.steps(),
            plan.stores(),
            ways));
  }

  /**
   * One history.
   *
   * @throws Exception what opening a store or registering threw
   */
  public Verdict run(long seed) throws Exception {
    try (World world = new World(plan, seed)) {
      Cast cast = new Cast(world);
      Clerks clerks = new Clerks(world, cast);
      new Story(world, cast, clerks).tell(plan.steps());
      boolean rests = new Rest(world, clerks).come();
      List<String> violations = new ArrayList<>(world.broken);
      if (!rests) {
        violations.add("not at rest: something still happens long after the last fault");
      }
      violations.addAll(new Fates(world).violations());
      violations.addAll(new Strangers(world).violations());
      violations.addAll(new Testimonies(world).violations());
      violations.addAll(new Histories(world).violations());
      violations.addAll(new Remains(world).violations());
      long messages = world.ledger.sent().stream().filter(s -> s.key().isPresent()).count();
      return new Verdict(
          seed,
          violations,
          (int) messages,
          world.trace.tally(),
          world.trace.digest(),
          world.trace.told(named(world, violations), STEPS_SHOWN));
    }
  }

  /** The messages that violations are about, at most a few. */
  private static List<String> named(World world, List<String> violations) {
    return world.ledger.sent().stream()
        .map(Sent::mark)
        .map(mark -> " " + mark + " (")
        .filter(name -> violations.stream().anyMatch(v -> v.contains(name)))
        .limit(MESSAGES_SHOWN)
        .toList();
  }

  /**
   * One history for each seed, until the time is over; fails at the first that is not good.
   *
   * @return how many histories there were
   * @throws AssertionError with the verdict as its message
   * @throws Exception what opening a store or registering threw
   */
  public int prove(Seeds seeds) throws Exception {
    long begin = System.nanoTime();
    int done = 0;
    while (done < seeds.count() && System.nanoTime() - begin < seeds.time().toNanos()) {
      Verdict verdict = run(seeds.first() + done);
      if (!verdict.good()) {
        Assertions.fail(verdict.toString());
      }
      done++;
    }
    return done;
  }
}
