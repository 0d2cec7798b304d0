package io.cds.examples.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The project on disk: its modules, their sources and their compiled types. */
final class House {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final String API = "cds-api";
  static final String TESTKIT = "cds-testkit";
  static final String STORE = "cds-store-jdbc";
  static final List<String> IMPLEMENTATIONS =
      List.of("cds-core", "cds-crypto", STORE, "cds-transport-http");

  private static final Map<String, JavaClasses> TYPES = new ConcurrentHashMap<>();

  private House() {}

  static Stream<String> implementations() {
    return IMPLEMENTATIONS.stream();
  }

  /** The modules that hosts and plugin authors depend on. */
  static Stream<String> libraries() {
    return Stream.concat(Stream.of(API, TESTKIT), implementations());
  }

  static Path classes(String module) {
    return ROOT.resolve(module).resolve("target/classes");
  }

  static String packageOf(String module) {
    return "io." + module.replace('-', '.');
  }

  /** The compiled types of a module's main code. */
  static JavaClasses types(String module) {
    var types = TYPES.computeIfAbsent(module, House::compiled);
    assumeFalse(types.isEmpty(), "module [" + module + "] has no type yet");
    return types;
  }

  private static JavaClasses compiled(String module) {
    return new ClassFileImporter()
        .importPath(classes(module))
        .that(are(not(simpleNameEndingWith("-info"))));
  }

  static ModuleDescriptor descriptor(String module) {
    var found = ModuleFinder.of(classes(module)).findAll();
    assertThat(found).as("modules in [%s]", classes(module)).hasSize(1);
    return found.iterator().next().descriptor();
  }

  /** The packages that a module exports to everybody. */
  static Set<String> exports(String module) {
    return descriptor(module).exports().stream()
        .filter(export -> !export.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(toSet());
  }

  /** Every Java source of the project under {@code src/main} or {@code src/test}. */
  static List<Path> sources(String kind) {
    try (var files = Files.walk(ROOT, 24)) {
      var sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> ROOT.relativize(file).toString().contains("src/" + kind + "/java/"))
              .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
              .sorted()
              .toList();
      assertThat(sources).as("Java sources under src/%s in [%s]", kind, ROOT).isNotEmpty();
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException("Could not list the sources in [" + ROOT + "]", e);
    }
  }
}
