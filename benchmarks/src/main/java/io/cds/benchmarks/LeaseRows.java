package io.cds.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Rows of pieces of work leased and completed in a second, on one PostgreSQL server for both sides,
 * turn by turn: nodes in threads of this process, each with a store and a pool of its own.
 */
final class LeaseRows {
  /** Threads of each node, of both sides. */
  private static final int THREADS = 8;

  private static final int SIDES = 3;
  private static final int AHEAD = 1_500;
  private static final int COUNTED = 6_000;
  private static final int FEW = 10_000;
  private static final int MANY = 1_000_000;

  private final Rows rows;
  private final boolean full;

  LeaseRows(Rows rows, boolean full) {
    this.rows = rows;
    this.full = full;
  }

  /** How much is due, and how many work on it. */
  private record Scene(int due, int nodes) {
    String name() {
      return (due == FEW ? "10^4" : "10^6") + " due, " + nodes + (nodes == 1 ? " node" : " nodes");
    }
  }

  void print() throws Exception {
    List<Scene> scenes = new ArrayList<>();
    for (int due : full ? new int[] {FEW, MANY} : new int[] {FEW}) {
      for (int nodes : full ? new int[] {1, 2, 4} : new int[] {1, 2}) {
        scenes.add(new Scene(due, nodes));
      }
    }
    if (scenes.stream()
        .flatMap(scene -> Stream.of(peerRow(scene), aloneRow(scene), ownRow(scene)))
        .anyMatch(rows::wants)) {
      print(scenes, measured(scenes));
    }
  }

  private static String peerRow(Scene scene) {
    return "lease and complete, PostgreSQL, " + scene.name() + " / db-scheduler";
  }

  private static String aloneRow(Scene scene) {
    return "lease and complete each alone, PostgreSQL, " + scene.name() + " / db-scheduler";
  }

  private static String ownRow(Scene scene) {
    return scene.nodes == 1
        ? "lease and complete, PostgreSQL, " + scene.name() + " / 10^4 due"
        : "lease and complete, PostgreSQL, " + scene.name() + " / 1 node";
  }

  private void print(List<Scene> scenes, Map<Scene, double[][]> nanos) {
    for (Scene scene : scenes) {
      double[][] sides = nanos.get(scene);
      rows.rate(peerRow(scene), measured(sides[0], sides[2]), Bar.faster(1));
      rows.rate(aloneRow(scene), measured(sides[1], sides[2]), null);
    }
    for (Scene scene : scenes) {
      Scene few = new Scene(FEW, scene.nodes);
      Scene one = new Scene(scene.due, 1);
      double[] own = nanos.get(scene)[0];
      if (scene.nodes > 1) {
        rows.rate(ownRow(scene), measured(own, nanos.get(one)[0]), Bar.faster(1));
      } else if (scene.due == MANY) {
        rows.rate(ownRow(scene), measured(own, nanos.get(few)[0]), Bar.faster(0.85));
      }
    }
  }

  /** The arrays stay as they are. */
  private static Pair.Measured measured(double[] ours, double[] theirs) {
    return Pair.Measured.of(ours.clone(), theirs.clone());
  }

  /** Nanoseconds of a piece: ours together, ours each alone, theirs; by rounds. */
  private Map<Scene, double[][]> measured(List<Scene> scenes) throws Exception {
    int rounds = full ? 5 : 3;
    Map<Scene, double[][]> nanos = new LinkedHashMap<>();
    scenes.forEach(scene -> nanos.put(scene, new double[SIDES][rounds]));
    Map<Integer, List<WorkQueue>> queues = new LinkedHashMap<>();
    try (PostgresPlace place = new PostgresPlace()) {
      for (Scene scene : scenes) {
        if (!queues.containsKey(scene.due)) {
          queues.put(
              scene.due,
              List.of(
                  new OurQueue(place, "ours" + scene.due, THREADS, true),
                  new OurQueue(place, "alone" + scene.due, THREADS, false),
                  new SchedulerPeer(place, "theirs" + scene.due, THREADS)));
        }
      }
      // The round before the first does not count: it warms all.
      for (int round = -1; round < rounds; round++) {
        for (Scene scene : scenes) {
          for (int turn = 0; turn < SIDES; turn++) {
            int side = Math.floorMod(round + turn, SIDES);
            double each = nanosOfEach(queues.get(scene.due).get(side), scene);
            if (round >= 0) {
              nanos.get(scene)[side][round] = each;
            }
          }
        }
      }
      queues.values().stream().flatMap(List::stream).forEach(WorkQueue::close);
    }
    return nanos;
  }

  /** The time of so many pieces, after as many as start nodes and warm connections have gone. */
  private static double nanosOfEach(WorkQueue queue, Scene scene) throws Exception {
    queue.fill(scene.due);
    queue.start(scene.nodes);
    long begun = queue.done() + AHEAD;
    long start = reached(queue, begun);
    long end = reached(queue, begun + COUNTED);
    queue.stop();
    return (double) (end - start) / COUNTED;
  }

  /** When so many are done. */
  private static long reached(WorkQueue queue, long count) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (queue.done() < count) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Work stands at [" + queue.done() + "] pieces after two minutes; expected " + count);
      }
      TimeUnit.MICROSECONDS.sleep(500);
    }
    return System.nanoTime();
  }
}
