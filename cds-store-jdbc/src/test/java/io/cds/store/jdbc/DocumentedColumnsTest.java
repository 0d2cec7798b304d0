package io.cds.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/store.md names every column, so that nobody has to guess what lies in clear. */
final class DocumentedColumnsTest {
  private static final Pattern SECTION =
      Pattern.compile("(?ms)^### (cds_\\w+)\\n(.*?)(?=^### |\\z)");
  private static final Pattern COLUMN = Pattern.compile("`(\\w+)`");

  @TempDir Path folder;

  @Test
  void the_columns_in_the_documentation_are_those_of_the_schema() throws Exception {
    assertThat(documented()).isEqualTo(columns());
  }

  private static Map<String, Set<String>> documented() throws IOException {
    String text = Files.readString(Path.of("../docs/store.md"));
    return SECTION
        .matcher(text)
        .results()
        .collect(
            Collectors.toMap(
                section -> section.group(1),
                section -> names(section.group(2)),
                (a, b) -> b,
                TreeMap::new));
  }

  private static Set<String> names(String section) {
    return COLUMN
        .matcher(section)
        .results()
        .map((MatchResult name) -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Map<String, Set<String>> columns() throws SQLException {
    Path file = folder.resolve("store.db");
    SqliteStore.open(file).close();
    String sql =
        """
        SELECT m.name AS t, c.name AS c FROM sqlite_master m, pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
        """;
    Map<String, Set<String>> columns = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        columns
            .computeIfAbsent(result.getString("t"), table -> new TreeSet<>())
            .add(result.getString("c"));
      }
    }
    return columns;
  }
}
