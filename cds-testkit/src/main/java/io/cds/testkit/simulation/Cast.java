package io.cds.testkit.simulation;

import java.util.ArrayList;
import java.util.List;

/** Who takes part in a history: a few parties often, all of them sometimes. */
final class Cast {
  private static final int OFTEN = 8;

  private final World world;
  private final List<Place> often = new ArrayList<>();

  Cast(World world) {
    this.world = world;
    often.addAll(world.authorities);
    for (int i = 0; i < Math.min(OFTEN, world.schools.size()); i++) {
      often.add(world.dice.pick(world.schools));
    }
  }

  /** A party. */
  Place someone() {
    return world.dice.percent(90) ? world.dice.pick(often) : world.dice.pick(world.places());
  }

  /** Who writes to whom, the writer first. */
  List<Place> correspondents() {
    List<Place> all = new ArrayList<>();
    int kind = world.dice.below(100);
    if (kind < 65) {
      all.add(school());
      addSome(all, world.authorities, world.dice.percent(75) ? 1 : 3);
    } else if (kind < 90) {
      all.add(world.dice.pick(world.authorities));
      addSome(all, world.dice.percent(70) ? often : world.schools, world.dice.between(1, 6));
    } else {
      all.add(someone());
      addSome(all, world.places(), world.dice.between(1, 3));
    }
    return all;
  }

  private Place school() {
    Place place = someone();
    return world.authorities.contains(place) ? world.dice.pick(world.schools) : place;
  }

  /** At most so many, nobody twice. */
  private void addSome(List<Place> all, List<Place> from, int most) {
    for (int i = 0; i < most || all.size() < 2; i++) {
      Place next = world.dice.pick(from);
      if (!all.contains(next)) {
        all.add(next);
      }
    }
  }
}
