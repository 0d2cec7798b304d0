package io.cds.examples.format;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Texts that a sender signed and should not have: one fault each, as JSON for the maker's {@code
 * --forge}, with the reason that docs/envelope-v1.md gives it.
 */
final class Forgeries {
  private static final int MIB = 1 << 20;
  private static final String FILE =
      "{\"manifest\":{\"attachments\":[{\"name\":\"%s\",\"mediaType\":\"a/b\",\"length\":%d,"
          + "\"stored\":%d,\"compression\":\"%s\"}]}}";

  private static final String LIST = "\"attachments\":[";

  private Forgeries() {}

  static Stream<Arguments> all() {
    return Stream.of(texts(), routings(), manifests(), files()).flatMap(some -> some);
  }

  /** The text itself is not as it must be. */
  private static Stream<Arguments> texts() {
    return Stream.of(
        text(
            "names that differ in case only",
            "ATTACHMENT_NAME",
            LIST,
            LIST + empty("É") + empty("e\u0301")),
        text("a fraction", "VALUE", "\"seal\":1", "\"seal\":1.5"),
        text("white space", "JSON_FORM", "\"seal\":1", "\"seal\": 1"),
        text("a member twice", "JSON_FORM", "\"seal\":1", "\"seal\":1,\"seal\":1"),
        text("a null", "VALUE", "\"seal\":1", "\"seal\":null"),
        text("an unsorted member", "JSON_FORM", "{\"", "{\"z\":1,\""),
        text("a lone surrogate", "VALUE", "010300", "\\ud800"),
        text("a needless escape", "JSON_FORM", "010300", "\\u0030"),
        text("a nesting of 7", "JSON_LIMIT", "\"seal\":1", "\"seal\":[[[[[[1]]]]]]"));
  }

  /** The routing record says what it must not. */
  private static Stream<Arguments> routings() {
    return Stream.of(
        arguments("another version", "VERSION", "{\"routing\":{\"v\":2}}"),
        arguments("suite 3", "VERSION", "{\"routing\":{\"suite\":3}}"),
        arguments("seal 0", "VALUE", "{\"routing\":{\"seal\":0}}"),
        arguments("a text for a number", "VALUE", "{\"routing\":{\"seal\":\"1\"}}"),
        arguments("a number for a list", "VALUE", "{\"routing\":{\"to\":1}}"),
        arguments("an unknown member", "JSON_MEMBER", "{\"routing\":{\"x\":1}}"),
        arguments(
            "an expiry in ten years",
            "TIME",
            "{\"routing\":{\"expires\":\"2036-01-01T00:00:00.000Z\"}}"),
        arguments(
            "a seal from before its certificate",
            "SIGNER_EXPIRED",
            "{\"routing\":{\"sealedAt\":\"2026-01-01T00:00:00.000Z\"}}"),
        arguments(
            "a day that no calendar has",
            "VALUE",
            "{\"routing\":{\"expires\":\"2036-02-30T00:00:00.000Z\"}}"),
        arguments("no recipient", "VALUE", "{\"routing\":{\"to\":[]}}"),
        arguments(
            "a manifest of 1 GB declared",
            "MANIFEST_LIMIT",
            declared("manifest", "sha256", 1_000_000_000L)),
        arguments(
            "a content of 1 TB declared",
            "CONTENT_LIMIT",
            declared("content", "digest", 1_000_000_000_000L)),
        arguments(
            "a manifest that was not signed",
            "MANIFEST_DIGEST",
            "{\"routing\":{\"manifestJson\":\"" + "0".repeat(64) + "\"}}"));
  }

  /** The manifest does. */
  private static Stream<Arguments> manifests() {
    return Stream.of(
        arguments("a list for an object", "VALUE", "{\"manifest\":{\"heading\":[]}}"),
        arguments("a missing member", "JSON_MEMBER", "{\"manifest\":{\"heading\":{}}}"),
        arguments("a pad of another length", "PADDING", "{\"manifest\":{\"pad\":\"0\"}}"),
        arguments(
            "a manifest that says otherwise",
            "MANIFEST_MISMATCH",
            "{\"manifest\":{\"test\":true}}"),
        arguments("a manifest's unknown member", "JSON_MEMBER", "{\"manifest\":{\"x\":1}}"),
        arguments(
            "a priority unheard of",
            "VALUE",
            "{\"manifest\":{\"heading\":{\"acknowledge\":true,\"description\":\"\",\"level\":\"GENERAL\",\"priority\":\"LOW\",\"subjectCode\":\"a\",\"typeCode\":\"b\"}}}"));
  }

  /** An entry of an attachment does. */
  private static Stream<Arguments> files() {
    return Stream.of(
        arguments(
            "a name that leads outside", "ATTACHMENT_NAME", FILE.formatted("../a", 0, 0, "none")),
        arguments(
            "a name that turns direction",
            "ATTACHMENT_NAME",
            FILE.formatted("a\\u202eb", 0, 0, "none")),
        arguments(
            "a name that ends in a dot", "ATTACHMENT_NAME", FILE.formatted("a.", 0, 0, "none")),
        arguments(
            "a stored file of two lengths", "ATTACHMENT_LENGTH", FILE.formatted("a", 2, 1, "none")),
        arguments(
            "an expansion beyond 200:1",
            "ATTACHMENT_RATIO",
            FILE.formatted("a", MIB + 201, 1, "deflate")),
        arguments(
            "a stream of 1 octet", "ATTACHMENT_COMPRESSION", FILE.formatted("a", 5, 1, "deflate")),
        arguments(
            "a stream of 0 octets", "ATTACHMENT_COMPRESSION", FILE.formatted("a", 0, 0, "deflate")),
        arguments("something behind the last file", "PADDING", FILE.formatted("a", 1, 1, "none")),
        arguments(
            "more files than content",
            "ATTACHMENT_LENGTH",
            FILE.formatted("a", 9_000_000, 9_000_000, "none")));
  }

  private static Arguments text(String name, String reason, String from, String to) {
    var quoted = "{\"text\":[[\"%s\",\"%s\"]]}";
    return arguments(name, reason, quoted.formatted(quote(from), quote(to)));
  }

  private static String empty(String name) {
    return "{\"compression\":\"none\",\"length\":0,\"mediaType\":\"a/b\",\"name\":\"%s\",\"stored\":0},"
        .formatted(name);
  }

  private static String quote(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String declared(String part, String digest, long length) {
    return "{\"routing\":{\"%s\":{\"length\":%d,\"%s\":\"%s\"}}}"
        .formatted(part, length, digest, "0".repeat(64));
  }
}
