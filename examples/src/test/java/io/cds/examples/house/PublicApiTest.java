package io.cds.examples.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The public words of each module stand in its {@code api.txt}, so that a new one shows in the
 * diff.
 */
class PublicApiTest {
  private static final String ACCEPT =
      "mvn -pl examples -am test -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dcds.accept=true";

  @ParameterizedTest
  @MethodSource("io.cds.examples.house.House#libraries")
  void the_public_words_of_a_module_are_those_that_its_api_txt_lists(String module)
      throws IOException {
    var file = House.ROOT.resolve(module).resolve("api.txt");
    var words = openTypes(module).flatMap(PublicWords::of).sorted().toList();
    if (Boolean.getBoolean("cds.accept")) {
      Files.write(file, words);
    }

    var listed = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
    assertThat(difference(listed, words))
        .as("words of [%s] that differ from [%s]; if they are meant, run: %s", module, file, ACCEPT)
        .isEmpty();
    assertThat(file).as("list of words").exists();
  }

  @ParameterizedTest
  @MethodSource("io.cds.examples.house.House#libraries")
  void no_public_word_gives_null(String module) {
    assertThat(openTypes(module))
        .flatExtracting(type -> Arrays.asList(type.getDeclaredMethods()))
        .filteredOn(PublicWords::isOpen)
        .filteredOn(method -> method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class))
        .extracting(Method::toGenericString)
        .as("public methods that return @Nullable; return an Optional or a case of its own")
        .isEmpty();
  }

  private static List<String> difference(List<String> listed, List<String> words) {
    return Stream.concat(
            listed.stream().filter(line -> !words.contains(line)).map(line -> "- " + line),
            words.stream().filter(line -> !listed.contains(line)).map(line -> "+ " + line))
        .toList();
  }

  /** The public types of the packages that the module exports, nested ones too. */
  static Stream<Class<?>> openTypes(String module) {
    var exports = House.exports(module);
    return House.types(module).stream()
        .filter(type -> exports.contains(type.getPackageName()))
        .<Class<?>>map(type -> load(type.getName()))
        .filter(PublicApiTest::isOpen);
  }

  private static boolean isOpen(Class<?> type) {
    var itself =
        Modifier.isPublic(type.getModifiers()) || Modifier.isProtected(type.getModifiers());
    return itself && (type.getEnclosingClass() == null || isOpen(type.getEnclosingClass()));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicApiTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("Could not load [" + name + "]", e);
    }
  }
}
