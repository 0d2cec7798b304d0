package io.cds.testkit.simulation;

import io.cds.api.CdsException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Calls that arrive once more, long after they were answered. */
final class LateCalls {
  private static final int MOST = 40;

  private final Trace trace;
  private final List<Late> waiting = new ArrayList<>();

  LateCalls(Trace trace) {
    this.trace = trace;
  }

  private record Late(int step, String what, Callable<?> call) {}

  /** This call arrives once more at that step. */
  void add(int step, String what, Callable<?> call) {
    if (waiting.size() < MOST) {
      waiting.add(new Late(step, what, call));
    }
  }

  /** Those whose time has come arrive. */
  void arrive(boolean all) {
    List<Late> due = waiting.stream().filter(late -> all || late.step <= trace.step()).toList();
    waiting.removeAll(due);
    for (Late late : due) {
      trace.say("once more, late: " + late.what + ": " + ended(late.call));
    }
  }

  private static String ended(Callable<?> call) {
    try {
      call.call();
      return "answered";
    } catch (CdsException e) {
      return e.problem().code().name();
    } catch (Exception e) {
      return e.toString();
    }
  }
}
