package io.cds.examples.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the compiled types of the libraries keep to. */
class HabitsTest {
  private static final Set<String> CLOCKS_OF_THE_MACHINE =
      Set.of("now()", "currentTimeMillis()", "systemUTC()", "systemDefaultZone()");
  private static final Set<String> CHANCE_OF_THE_MACHINE =
      Set.of(
          "java.util.Random",
          "java.security.SecureRandom",
          "java.util.concurrent.ThreadLocalRandom");

  @ParameterizedTest
  @MethodSource("io.cds.examples.house.House#implementations")
  void at_least_half_of_a_modules_top_level_types_are_closed_doors(String module) {
    var exported = House.exports(module);
    var types = House.types(module).stream().filter(JavaClass::isTopLevelClass).toList();
    var open =
        types.stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(type -> exported.contains(type.getPackageName()))
            .map(JavaClass::getName)
            .toList();
    assertThat(open)
        .as("exported types of [%s], which has %d top-level types", module, types.size())
        .hasSizeLessThanOrEqualTo(types.size() / 2);
  }

  @ParameterizedTest
  @MethodSource("io.cds.examples.house.House#libraries")
  void a_library_writes_to_slf4j_and_never_to_the_console(String module) {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Main")
        .should(ACCESS_STANDARD_STREAMS)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .because("the host decides where words go; a command's Main alone prints")
        .check(House.types(module));
  }

  @ParameterizedTest
  @MethodSource("io.cds.examples.house.House#libraries")
  void time_comes_from_a_clock_that_was_handed_in(String module) {
    assertThat(House.types(module).stream())
        .filteredOn(type -> !mayChooseDefaults(type))
        .flatExtracting(JavaClass::getCodeUnitAccessesFromSelf)
        .filteredOn(HabitsTest::readsTheMachinesClock)
        .extracting(JavaAccess::getDescription)
        .as("calls of the machine's clock; take a java.time.Clock in the constructor")
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.cds.examples.house.House#libraries")
  void randomness_comes_from_a_source_that_was_handed_in(String module) {
    assertThat(House.types(module).stream())
        .filteredOn(type -> !mayChooseDefaults(type))
        .flatExtracting(JavaClass::getCodeUnitAccessesFromSelf)
        .filteredOn(HabitsTest::asksTheMachineForChance)
        .filteredOn(call -> !isMadeByServiceLoader(call))
        .filteredOn(call -> !isAKindOfItsOwn(call))
        .extracting(JavaAccess::getDescription)
        .as("randomness of the machine; take a SecureRandom in the constructor")
        .isEmpty();
  }

  @Test
  void the_api_names_what_a_thing_is_without_get() {
    methods()
        .that()
        .arePublic()
        .should()
        .haveNameNotMatching("get[A-Z].*")
        .because("accessors have the name of what they give")
        .check(House.types(House.API));
  }

  /** A builder, and the main of a command, are where the machine's clock and randomness come in. */
  private static boolean mayChooseDefaults(JavaClass type) {
    var name = type.getSimpleName();
    return name.endsWith("Builder") || name.endsWith("Main");
  }

  /** Nobody can hand anything to the constructor that ServiceLoader calls. */
  private static boolean isMadeByServiceLoader(JavaAccess<?> call) {
    var caller = call.getOrigin();
    return caller.isConstructor()
        && caller.getRawParameterTypes().isEmpty()
        && caller.getOwner().isAssignableTo("io.cds.api.spi.Provider");
  }

  /** A SecureRandom that says itself where its chance comes from. */
  private static boolean isAKindOfItsOwn(JavaAccess<?> call) {
    return call.getOriginOwner().isAssignableTo("java.security.SecureRandom")
        && call.getTarget().getFullName().contains("<init>(java.security.SecureRandomSpi");
  }

  private static boolean readsTheMachinesClock(JavaAccess<?> call) {
    var owner = call.getTargetOwner().getName();
    var method = call.getTarget().getFullName().substring(owner.length() + 1);
    return CLOCKS_OF_THE_MACHINE.contains(method)
        && (owner.startsWith("java.time.") || owner.equals("java.lang.System"));
  }

  private static boolean asksTheMachineForChance(JavaAccess<?> call) {
    var name = call.getTarget().getFullName();
    return name.equals("java.util.UUID.randomUUID()")
        || name.equals("java.lang.Math.random()")
        || (CHANCE_OF_THE_MACHINE.contains(call.getTargetOwner().getName())
            && (name.contains(".<init>(")
                || name.contains(".current(")
                || name.contains(".getInstance")));
  }
}
