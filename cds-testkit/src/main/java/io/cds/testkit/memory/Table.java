package io.cds.testkit.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values by key, with undo.
 *
 * @param <K> key
 * @param <V> value
 */
final class Table<K, V> {
  private final Map<K, V> values = new HashMap<>();

  Optional<V> find(Journal journal, K key) {
    journal.use();
    return Optional.ofNullable(values.get(key));
  }

  void put(Journal journal, K key, V value) {
    journal.use();
    V before = values.put(key, value);
    journal.undoBy(
        () -> {
          if (before == null) {
            values.remove(key);
          } else {
            values.put(key, before);
          }
        });
  }

  void remove(Journal journal, K key) {
    journal.use();
    V before = values.remove(key);
    if (before != null) {
      journal.undoBy(() -> values.put(key, before));
    }
  }

  /** A copy of the values, in no order. */
  List<V> values(Journal journal) {
    journal.use();
    return List.copyOf(values.values());
  }

  /** A copy, in no order. */
  Map<K, V> all(Journal journal) {
    journal.use();
    return Map.copyOf(values);
  }
}
