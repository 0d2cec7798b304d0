package io.cds.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ContractRulesTest {
  private final ContractRules rules = ContractRules.of(Small.class);

  @Test
  void the_rules_of_a_contract_and_of_what_it_is_made_of_are_named() {
    assertThat(rules.names()).containsExactly("each_is_one", "first_is_one", "size_is_two");
  }

  @Test
  void a_rule_is_played_between_what_comes_before_and_after_each_test() {
    Over over = new Over(1, 1);

    assertThat(rules.failure(over, "first_is_one")).isEmpty();

    assertThat(over.steps).containsExactly("scene", "small", "first", "small ends", "scene ends");
  }

  @Test
  void the_failure_of_a_rule_is_given_as_it_is_and_what_comes_after_happens() {
    Over over = new Over(3);

    assertThat(rules.failure(over, "first_is_one"))
        .hasValueSatisfying(
            failed ->
                assertThat(failed).hasMessageContaining("first ==> expected: <1> but was: <3>"));
    assertThat(over.steps).endsWith("scene ends");
  }

  @Test
  void of_a_table_of_tests_the_first_that_fails_is_told() {
    assertThat(rules.failure(new Over(1, 2, 3), "each_is_one"))
        .hasValueSatisfying(failed -> assertThat(failed).hasMessageContaining("number 1"));
    assertThat(rules.failure(new Over(1, 1, 1), "each_is_one")).isEmpty();
  }

  @Test
  void what_is_skipped_has_not_failed() {
    assertThat(rules.failure(new Over(1, 0, 1), "each_is_one")).isEmpty();
    assertThat(rules.failure(new Over(1, 0, 2), "each_is_one"))
        .hasValueSatisfying(failed -> assertThat(failed).hasMessageContaining("number 2"));
    assertThat(rules.failure(new Over(0), "first_is_one")).isEmpty();
  }

  @Test
  void what_fails_before_or_after_a_rule_is_its_failure() {
    Over early = new Over(1, 1);
    early.failing = "small";
    assertThat(rules.failure(early, "size_is_two"))
        .hasValueSatisfying(failed -> assertThat(failed).hasMessage("failed at small"));
    Over late = new Over(1, 1);
    late.failing = "small ends";
    assertThat(rules.failure(late, "size_is_two"))
        .hasValueSatisfying(failed -> assertThat(failed).hasMessage("failed at small ends"));
  }

  @Test
  void what_has_no_such_rule_is_refused() {
    assertThatThrownBy(() -> rules.failure(new Over(1), "first_is_won"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no rule [first_is_won]");
    assertThatThrownBy(() -> rules.failure("something else", "first_is_one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("[java.lang.String] has no rule [first_is_one]");
    assertThatThrownBy(() -> ContractRules.of(String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("[java.lang.String] has no rule");
  }

  /** Rules about a list of numbers. */
  interface Sized {
    List<Integer> numbers();

    @Test
    default void size_is_two() {
      assertEquals(2, numbers().size(), "size");
    }
  }

  abstract static class Scene implements Sized {
    final List<String> steps = new ArrayList<>();
    String failing = "";

    final void step(String name) {
      steps.add(name);
      if (failing.equals(name)) {
        throw new IllegalStateException("failed at " + name);
      }
    }

    @BeforeEach
    final void begin() {
      step("scene");
    }

    @AfterEach
    final void end() {
      step("scene ends");
    }
  }

  abstract static class Small extends Scene {
    @BeforeEach
    final void start() {
      step("small");
    }

    @AfterEach
    final void stop() {
      step("small ends");
    }

    @Test
    void first_is_one() {
      step("first");
      assumeTrue(numbers().get(0) != 0);
      assertEquals(1, numbers().get(0), "first");
    }

    @TestFactory
    Stream<DynamicTest> each_is_one() {
      return Stream.of(0, 1, 2).map(at -> dynamicTest("" + at, () -> one(at)));
    }

    private void one(int at) {
      assumeTrue(numbers().get(at) != 0);
      assertEquals(1, numbers().get(at), "number " + at);
    }
  }

  private static final class Over extends Small {
    private final List<Integer> numbers;

    Over(Integer... numbers) {
      this.numbers = List.of(numbers);
    }

    @Override
    public List<Integer> numbers() {
      return numbers;
    }
  }
}
