package io.cds.store.jdbc.table;

import io.cds.api.ContentRef;
import io.cds.store.jdbc.sql.Row;
import java.util.List;
import java.util.stream.Collectors;

/** References to content: one in two columns, a list as lines of length and value. */
final class Refs {
  static final List<String> COLUMNS = List.of("content", "content_length");

  private Refs() {}

  static List<Object> values(ContentRef ref) {
    return List.of(ref.value(), ref.length());
  }

  static ContentRef read(Row row) {
    return new ContentRef(row.text("content"), row.number("content_length"));
  }

  static String text(List<ContentRef> refs) {
    return refs.stream()
        .map(ref -> ref.length() + " " + ref.value())
        .collect(Collectors.joining("\n"));
  }

  static List<ContentRef> parse(String text) {
    return text.lines()
        .map(
            line -> {
              int space = line.indexOf(' ');
              return new ContentRef(
                  line.substring(space + 1), Long.parseLong(line.substring(0, space)));
            })
        .toList();
  }
}
