package io.cds.store.jdbc.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The versioned schema: plain SQL files beside the store, run forward and never changed once they
 * were released.
 */
final class Schema {
  /** Version 1 is the first file, and so on. */
  private static final List<String> SCRIPTS = List.of("V1__store.sql");

  private static final String FOLDER = "/io/cds/store/jdbc/";

  private Schema() {}

  /** Brings the schema up to date inside a transaction. */
  static void migrate(Session session, String place) {
    session.dialect().whileSchemaIsLocked(session, () -> run(session, place));
  }

  private static void run(Session session, String place) {
    SchemaWords words = session.dialect().schema();
    statements("V0__schema.sql", words).forEach(session::execute);
    int version = version(session);
    if (version > SCRIPTS.size()) {
      throw Fault.failed(
          "schema of "
              + place
              + " has version "
              + version
              + ", this program knows up to "
              + SCRIPTS.size()
              + "; use the newer program that wrote it, or restore a copy from before");
    }
    for (int next = version + 1; next <= SCRIPTS.size(); next++) {
      String script = SCRIPTS.get(next - 1);
      statements(script, words).forEach(session::execute);
      session.update(
          "INSERT INTO cds_schema (version, script, at) VALUES (?, ?, ?)",
          next,
          script,
          session.now());
    }
  }

  private static int version(Session session) {
    return session
        .first(
            "SELECT coalesce(max(version), 0) AS version FROM cds_schema",
            row -> row.smallNumber("version"))
        .orElse(0);
  }

  /** A statement ends with a semicolon at the end of a line; comments are lines of their own. */
  private static List<String> statements(String script, SchemaWords words) {
    String text = words.in(read(script).replaceAll("(?m)^--.*$", ""));
    return List.of(text.split(";\\s*\\n")).stream()
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  private static String read(String script) {
    try (InputStream in = Schema.class.getResourceAsStream(FOLDER + script)) {
      if (in == null) {
        throw new IllegalStateException("Script [" + script + "] is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Script [" + script + "] could not be read from the jar", e);
    }
  }
}
