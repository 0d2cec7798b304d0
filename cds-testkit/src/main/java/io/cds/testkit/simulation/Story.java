package io.cds.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A history: step after step somebody does something, and things go wrong. */
final class Story {
  private final World world;
  private final Weather weather;
  private final List<Deed> deeds = new ArrayList<>();
  private int weights;

  Story(World world, Cast cast, Clerks clerks) {
    this.world = world;
    this.weather = new Weather(world, cast);
    deed(16, clerks::write);
    deed(6, clerks::encrypt);
    deed(26, clerks::read);
    deed(4, clerks::resend);
    deed(3, clerks::export);
    deed(4, clerks::takeParcel);
    deed(14, () -> clerks.transmit(cast.someone(), true));
    deed(22, () -> clerks.transmit(cast.someone(), false));
    deed(5, clerks::tick);
    weather.deeds(this::deed);
  }

  private record Deed(int weight, Runnable work) {}

  /** What adds something that may happen. */
  interface Deeds {
    void add(int weight, Runnable work);
  }

  /** So many steps. */
  void tell(int steps) {
    world.storm(this::something);
    for (int i = 0; i < steps; i++) {
      world.trace.next();
      weather.hub();
      world.late.arrive(false);
      something();
      world.clock.advance(pause());
    }
  }

  private void deed(int weight, Runnable work) {
    deeds.add(new Deed(weight, work));
    weights += weight;
  }

  private void something() {
    int left = world.dice.below(weights);
    for (Deed deed : deeds) {
      left -= deed.weight();
      if (left < 0) {
        deed.work().run();
        return;
      }
    }
  }

  private Duration pause() {
    int times = world.dice.below(100);
    if (times < 75) {
      return world.dice.seconds(0, 20);
    }
    if (times < 94) {
      return world.dice.seconds(60, 300);
    }
    return times < 99 ? world.dice.seconds(600, 3_600) : world.dice.seconds(7_200, 28_800);
  }
}
