package io.cds.api;

import java.util.List;

/**
 * A page of a longer list.
 *
 * @param items in order
 * @param next where the following page begins
 * @param more whether there is more right now
 */
public record Page<T>(List<T> items, Cursor next, boolean more) {
  /** Copies. */
  public Page {
    items = List.copyOf(items);
  }
}
