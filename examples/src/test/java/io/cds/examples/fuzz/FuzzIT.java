package io.cds.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * 20 seconds with every parser in each build; {@code .ci/fuzz} for as long as one likes. Findings
 * lie in {@code examples/target/fuzz/TARGET/found}.
 */
class FuzzIT {
  private static final long SECONDS = Long.getLong("cds.fuzz.seconds", 20);
  private static final long EXECUTIONS = 10_000_000;
  private static final Pattern DONE = Pattern.compile("#([0-9]+)\\s+DONE\\s+cov: ([0-9]+)");
  private static final String ONE = System.getProperty("cds.fuzz.target", "");

  @Test
  void everyParserGivesAValueOrRefuses() throws IOException, InterruptedException {
    Path scratch = Files.createDirectories(Path.of("target/fuzz").toAbsolutePath());
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Future<String>> running = new ArrayList<>();
      for (Target target : Target.values()) {
        if (target.name().startsWith(ONE)) {
          running.add(two.submit(() -> feed(target, scratch)));
        }
      }
      for (Future<String> one : running) {
        System.out.println(one.get());
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      two.shutdownNow();
    }
  }

  @Test
  void noParserIsLeftOut() throws IOException, ClassNotFoundException {
    URL[] places = {Fuzzing.CLASSES.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(places, getClass().getClassLoader())) {
      Class<?> parsers = Class.forName("io.cds.crypto.envelope.Parser", false, loader);
      assertThat(Target.values())
          .extracting(Target::name)
          .containsAll(
              Stream.of(parsers.getFields())
                  .filter(Field::isEnumConstant)
                  .map(Field::getName)
                  .toList());
    }
  }

  private static String feed(Target target, Path scratch) throws IOException, InterruptedException {
    Fuzzing fuzzing = new Fuzzing(target, scratch);
    Matcher done = DONE.matcher(fuzzing.run(SECONDS, EXECUTIONS));
    assertThat(done.find()).as("executions of %s", target).isTrue();
    assertThat(Long.parseLong(done.group(2))).as("reached edges of %s", target).isGreaterThan(50);
    if (Boolean.getBoolean("cds.fuzz.keep")) {
      fuzzing.keep();
    }
    return "%s: %s executions reached %s edges".formatted(target, done.group(1), done.group(2));
  }
}
