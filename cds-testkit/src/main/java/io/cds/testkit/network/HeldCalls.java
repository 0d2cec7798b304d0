package io.cds.testkit.network;

import io.cds.api.CdsException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** Calls that arrive later than they were made. */
final class HeldCalls {
  private final List<Held> waiting = new ArrayList<>();

  private record Held(String call, Callable<?> arrival) {}

  synchronized void add(String call, Callable<?> arrival) {
    waiting.add(new Held(call, arrival));
  }

  private synchronized List<Held> taken() {
    List<Held> all = new ArrayList<>(waiting);
    waiting.clear();
    return all;
  }

  /** They arrive. @return what became of each */
  List<String> arrive(boolean backwards) {
    List<Held> all = taken();
    if (backwards) {
      Collections.reverse(all);
    }
    return all.stream().map(held -> held.call + ": " + ended(held.arrival)).toList();
  }

  private static String ended(Callable<?> arrival) {
    try {
      arrival.call();
      return "answered";
    } catch (CdsException e) {
      return e.problem().code().name();
    } catch (Exception e) {
      return e.toString();
    }
  }
}
