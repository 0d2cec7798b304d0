package io.cds.examples.house;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A test that a page of the documentation names exists, in the class that the page says. */
class DocumentedTestsTest {
  private static final Pattern CLASS = Pattern.compile("`(\\w*[a-z0-9](?:Test|IT|Contract))`");

  /** A name such as {@code l02_…}, with the class that it is said to be of, if one is. */
  private static final Pattern METHOD = Pattern.compile("`([lL]\\d\\d\\w*)…?`(?: of `(\\w+)`)?");

  @Test
  void every_test_that_a_page_names_exists() throws IOException {
    List<Path> sources =
        Stream.concat(House.sources("test").stream(), House.sources("main").stream()).toList();
    List<String> named = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      String text = Files.readString(page);
      CLASS.matcher(text).results().map(found -> found.group(1)).forEach(named::add);
      for (String type : CLASS.matcher(text).results().map(found -> found.group(1)).toList()) {
        if (of(type, sources).isEmpty()) {
          missing.add(page.getFileName() + ": " + type);
        }
      }
      for (var found : METHOD.matcher(text).results().toList()) {
        List<Path> where = found.group(2) == null ? sources : of(found.group(2), sources);
        named.add(found.group(1));
        if (!text(where).contains("void " + found.group(1))) {
          missing.add(page.getFileName() + ": " + found.group());
        }
      }
    }
    assertThat(named).as("tests that the pages name").isNotEmpty();
    assertThat(missing).as("tests that pages name and nobody has").isEmpty();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(House.ROOT.resolve("docs"))) {
      return docs.filter(page -> page.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static List<Path> of(String type, List<Path> sources) {
    return sources.stream()
        .filter(source -> source.getFileName().toString().equals(type + ".java"))
        .toList();
  }

  private static String text(List<Path> sources) {
    return sources.stream().map(DocumentedTestsTest::read).collect(joining());
  }

  private static String read(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
