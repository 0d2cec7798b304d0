package io.cds.testkit.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values in the order of insertion, by group, with undo; append only. The first of a group has
 * number 1.
 *
 * @param <G> group
 * @param <V> value
 */
final class Log<G, V> {
  private final Map<G, List<V>> groups = new HashMap<>();

  /** The number that the next value of this group gets. */
  long next(Journal journal, G group) {
    journal.use();
    return groups.getOrDefault(group, List.of()).size() + 1L;
  }

  void append(Journal journal, G group, V value) {
    journal.use();
    List<V> list = groups.computeIfAbsent(group, g -> new ArrayList<>());
    list.add(value);
    journal.undoBy(() -> list.remove(list.size() - 1));
  }

  List<V> all(Journal journal, G group) {
    journal.use();
    return List.copyOf(groups.getOrDefault(group, List.of()));
  }

  /** Those with a number greater than {@code sequence}. */
  List<V> after(Journal journal, G group, long sequence, int most) {
    journal.use();
    List<V> list = groups.getOrDefault(group, List.of());
    int from = (int) Math.min(Math.max(sequence, 0), list.size());
    return List.copyOf(list.subList(from, (int) Math.min((long) from + most, list.size())));
  }
}
