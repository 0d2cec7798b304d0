package io.cds.store.jdbc.table;

import io.cds.api.Cursor;

/** Sequences as cursors. */
final class Places {
  private Places() {}

  static long of(Cursor cursor) {
    try {
      return cursor.equals(Cursor.START) ? 0 : Long.parseLong(cursor.value());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Cursor [" + cursor.value() + "] is none of this store; expected one that a page gave",
          e);
    }
  }

  static Cursor cursor(long place) {
    return place == 0 ? Cursor.START : new Cursor(Long.toString(place));
  }
}
