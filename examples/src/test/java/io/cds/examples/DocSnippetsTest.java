package io.cds.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every Java snippet of the documentation stands, word for word, in a source that is compiled. */
class DocSnippetsTest {
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyJavaSnippetOfTheDocumentationIsCompiled() throws IOException {
    Path root = Path.of("..").toRealPath();
    String sources = normal(sources(root.resolve("examples/src")));
    List<String> snippets = new ArrayList<>();
    for (Path page : pages(root)) {
      Matcher matcher = SNIPPET.matcher(Files.readString(page));
      while (matcher.find()) {
        snippets.add(matcher.group(1));
        assertThat(sources.contains(normal(matcher.group(1))))
            .as("a snippet of %s stands in examples/src:%n%s", page.getFileName(), matcher.group(1))
            .isTrue();
      }
    }
    assertThat(snippets).as("snippets found").isNotEmpty();
  }

  private static List<Path> pages(Path root) throws IOException {
    List<Path> pages = new ArrayList<>(List.of(root.resolve("README.md")));
    try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
      docs.filter(p -> p.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  private static String sources(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(p -> p.toString().endsWith(".java")).sorted().toList()) {
        all.append(Files.readString(file)).append('\n');
      }
    }
    return all.toString();
  }

  private static String normal(String code) {
    return code.replaceAll("\\s+", " ").strip();
  }
}
