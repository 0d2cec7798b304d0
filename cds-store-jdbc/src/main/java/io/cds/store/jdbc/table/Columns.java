package io.cds.store.jdbc.table;

import java.util.ArrayList;
import java.util.List;

/** Groups of columns, and of their values, put together. */
final class Columns {
  private Columns() {}

  @SafeVarargs
  static <T> List<T> join(List<? extends T>... groups) {
    List<T> all = new ArrayList<>();
    for (List<? extends T> group : groups) {
      all.addAll(group);
    }
    return all;
  }
}
