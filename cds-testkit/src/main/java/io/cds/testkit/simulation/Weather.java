package io.cds.testkit.simulation;

import java.time.Duration;

/** What goes wrong with machines, clocks and lines. */
final class Weather {
  private final World world;
  private final Cast cast;

  Weather(World world, Cast cast) {
    this.world = world;
    this.cast = cast;
  }

  void deeds(Story.Deeds deeds) {
    deeds.add(5, this::death);
    deeds.add(2, this::restart);
    deeds.add(5, this::cutOff);
    deeds.add(3, this::skew);
    deeds.add(2, this::hubDeath);
    deeds.add(1, this::hubRestart);
  }

  /** A hub that died is started again after a while. */
  void hub() {
    if (world.hub.died() && world.dice.percent(30)) {
      hubRestart();
    }
  }

  private void death() {
    Place place = cast.someone();
    int transaction = world.dice.between(1, 25);
    boolean after = world.dice.percent(50);
    place.dieAt(transaction, after);
    world.trace.say(
        "%s will die at its transaction %d from now, %s"
            .formatted(place.party(), transaction, after ? "after the commit" : "before it"));
  }

  private void restart() {
    Place place = cast.someone();
    place.start();
    world.trace.say(place.party() + " is restarted");
  }

  private void cutOff() {
    Place place = cast.someone();
    int steps = world.dice.between(5, 60);
    place.cutOff(world.trace.step() + steps);
    world.trace.say(place.party() + " is cut off for " + steps + " steps");
  }

  private void skew() {
    Place place = cast.someone();
    Duration off = world.dice.percent(75) ? within() : beyond();
    place.clock().skew(off);
    world.trace.count("clocks set wrong");
    world.trace.say("the clock of " + place.party() + " is off by " + off);
  }

  private Duration within() {
    return world.dice.seconds(-240, 240);
  }

  private Duration beyond() {
    Duration off = world.dice.seconds(301, 3_000);
    return world.dice.percent(50) ? off : off.negated();
  }

  private void hubDeath() {
    if (!world.hub.died()) {
      int transaction = world.dice.between(1, 60);
      boolean after = world.dice.percent(50);
      world.hub.dieAt(transaction, after);
      world.trace.say(
          "the hub will die at its transaction %d from now, %s"
              .formatted(transaction, after ? "after the commit" : "before it"));
    }
  }

  private void hubRestart() {
    world.trace.count(world.hub.died() ? "deaths of the hub" : "restarts of the hub");
    world.hub.start();
    world.trace.say("the hub is started again");
  }
}
