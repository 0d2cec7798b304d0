package io.cds.examples.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.module.ModuleDescriptor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which module may know which. */
class DirectionsTest {
  @Test
  void the_api_requires_the_jdks_base_and_at_compile_time_jspecify() {
    assertThat(requires(House.API)).containsExactlyInAnyOrder("java.base", "org.jspecify");
    assertThat(House.descriptor(House.API).requires())
        .filteredOn(require -> require.name().equals("org.jspecify"))
        .allMatch(
            require -> require.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC));
  }

  @Test
  void the_api_speaks_of_files_and_octets_but_touches_none() {
    noClasses()
        .that()
        .doNotHaveSimpleName("FileSource")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.io\\.(File|Random)(In|Out|Access|Reader|Writer).*"
                + "|java\\.nio\\.file\\.(Files|FileSystems)"
                + "|java\\.nio\\.channels\\..*|java\\.net\\..*|java\\.lang\\.Process.*")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .because("the API is words and promises; FileSource alone reads, when the engine asks")
        .check(House.types(House.API));
  }

  @ParameterizedTest
  @MethodSource("io.cds.examples.house.House#implementations")
  void an_implementation_module_knows_the_api_and_no_other_module(String module) {
    var others =
        Stream.concat(
                House.implementations(), Stream.of(House.TESTKIT, "cds-examples", "cds-benchmarks"))
            .filter(other -> !other.equals(module))
            .map(House::packageOf)
            .toList();

    assertThat(requires(module)).contains("io.cds.api").doesNotContainAnyElementsOf(others);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others.stream().map(other -> other + "..").toArray(String[]::new))
        .because("workshops have no connecting doors: they meet through the API")
        .check(House.types(module));
  }

  @ParameterizedTest
  @MethodSource("io.cds.examples.house.House#libraries")
  void every_type_of_a_module_lies_under_the_modules_own_name(String module) {
    assertThat(House.descriptor(module).name()).isEqualTo(House.packageOf(module));
    classes()
        .should()
        .resideInAPackage(House.packageOf(module) + "..")
        .because("folder = artifact = module = package prefix")
        .check(House.types(module));
  }

  @Test
  void the_test_kit_knows_the_api_and_junit_alone() {
    assertThat(requires(House.TESTKIT))
        .containsExactlyInAnyOrder(
            "java.base", "io.cds.api", "org.junit.jupiter.api", "org.jspecify");
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.cds.api..",
            "io.cds.testkit..",
            "java..",
            "javax.crypto..",
            "javax.security.auth.x500..",
            "org.junit.jupiter.api..",
            "org.opentest4j..", // what JUnit throws
            "org.jspecify..")
        .because("a plugin is proved without the engine")
        .check(House.types(House.TESTKIT));
  }

  @Test
  void sql_is_written_in_one_package_of_the_store_and_nowhere_else() {
    var packages =
        House.libraries()
            .flatMap(module -> House.types(module).stream())
            .filter(DirectionsTest::usesSql)
            .map(JavaClass::getPackageName)
            .distinct();
    assertThat(packages)
        .as("packages that use java.sql")
        .hasSize(1)
        .allMatch(name -> name.startsWith(House.packageOf(House.STORE)));
  }

  private static boolean usesSql(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(use -> use.getTargetClass().getPackageName().startsWith("java.sql"));
  }

  private static Stream<String> requires(String module) {
    return House.descriptor(module).requires().stream().map(ModuleDescriptor.Requires::name);
  }
}
