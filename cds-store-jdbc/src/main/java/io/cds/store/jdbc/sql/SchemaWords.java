package io.cds.store.jdbc.sql;

import java.util.regex.Pattern;

/**
 * What stands in a database for the words in braces of the scripts.
 *
 * @param shortText {@code {text 32}}: of so many characters at most; $1 is how many
 * @param text {@code {text}}
 * @param octets {@code {octets}}
 * @param integer {@code {integer}}, of 64 bits
 * @param table {@code {table}}: what ends a table
 * @param tableByKey {@code {table by key}}: one whose rows lie in the order of their key, if the
 *     database has a choice
 * @param random {@code {random}}: 32 hexadecimal digits
 */
public record SchemaWords(
    String shortText,
    String text,
    String octets,
    String integer,
    String table,
    String tableByKey,
    String random) {
  private static final Pattern SHORT_TEXT = Pattern.compile("\\{text ([0-9]+)}");

  /** The script in the words of the database. */
  String in(String script) {
    return SHORT_TEXT
        .matcher(script)
        .replaceAll(shortText)
        .replace("{text}", text)
        .replace("{octets}", octets)
        .replace("{integer}", integer)
        .replace("{table}", table)
        .replace("{table by key}", tableByKey)
        .replace("{random}", random);
  }
}
