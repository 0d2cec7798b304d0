package io.cds.store.jdbc.table;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table with compare-and-set.
 *
 * @param keys its key columns, party first
 * @param others its other columns, but {@code version} and {@code sequence}
 * @param ordered whether it has a {@code sequence}, the order of insertion within the party
 */
record Layout(String table, List<String> keys, List<String> others, boolean ordered) {
  String find() {
    return "SELECT * FROM " + table + " WHERE " + equal(keys, " AND ");
  }

  String insert() {
    List<String> columns =
        Stream.of(keys, others, ordered ? List.of("sequence") : List.<String>of())
            .flatMap(List::stream)
            .toList();
    String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s, version) VALUES (%s, 0)"
        .formatted(table, String.join(", ", columns), marks);
  }

  String key() {
    return String.join(", ", keys);
  }

  String replace() {
    return "UPDATE %s SET %s, version = version + 1 WHERE %s AND version = ?"
        .formatted(table, equal(others, ", "), equal(keys, " AND "));
  }

  String delete() {
    return "DELETE FROM " + table + " WHERE " + equal(keys, " AND ");
  }

  private static String equal(List<String> columns, String separator) {
    return columns.stream().map(column -> column + " = ?").collect(Collectors.joining(separator));
  }
}
