package io.cds.testkit.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Values in the order of insertion, by group, with undo. The first of a group has number 1; a
 * number is never given twice.
 *
 * @param <G> group
 * @param <V> value
 */
final class Log<G, V> {
  private final Map<G, Group<V>> groups = new HashMap<>();

  private static final class Group<V> {
    private final TreeMap<Long, V> values = new TreeMap<>();
    private long last;
  }

  private Group<V> group(G group) {
    return groups.computeIfAbsent(group, g -> new Group<>());
  }

  /** The number that the next value of this group gets. */
  long next(Journal journal, G group) {
    journal.use();
    return group(group).last + 1;
  }

  void append(Journal journal, G group, V value) {
    journal.use();
    Group<V> to = group(group);
    to.last++;
    to.values.put(to.last, value);
    journal.undoBy(
        () -> {
          to.values.remove(to.last);
          to.last--;
        });
  }

  void removeIf(Journal journal, G group, Predicate<V> which) {
    journal.use();
    Group<V> from = group(group);
    Map<Long, V> removed = new TreeMap<>(from.values);
    removed.values().removeIf(which.negate());
    from.values.keySet().removeAll(removed.keySet());
    journal.undoBy(() -> from.values.putAll(removed));
  }

  List<V> all(Journal journal, G group) {
    journal.use();
    return List.copyOf(group(group).values.values());
  }

  /** Those with a number greater than {@code sequence}. */
  List<V> after(Journal journal, G group, long sequence, int most) {
    journal.use();
    return group(group).values.tailMap(sequence, false).values().stream().limit(most).toList();
  }
}
