package io.cds.testkit.memory;

import io.cds.api.Cursor;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import java.util.List;
import java.util.Optional;

/** Pages of a log of keys: the cursor is the number of the last row that was given. */
final class Pages {
  private Pages() {}

  static <K, R> Page<R> page(
      Log<PartyCode, K> order,
      Table<K, R> rows,
      Journal journal,
      PartyCode party,
      Cursor after,
      int most) {
    long from = place(after);
    List<K> keys = order.after(journal, party, from, most);
    List<R> items =
        keys.stream().map(key -> rows.find(journal, key)).flatMap(Optional::stream).toList();
    long next = from + keys.size();
    boolean more = !order.after(journal, party, next, 1).isEmpty();
    return new Page<>(items, keys.isEmpty() ? after : new Cursor(Long.toString(next)), more);
  }

  private static long place(Cursor cursor) {
    try {
      return cursor.equals(Cursor.START) ? 0 : Long.parseLong(cursor.value());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Cursor ["
              + cursor.value()
              + "] is none of store [memory]; expected one that a page gave",
          e);
    }
  }
}
