package io.cds.testkit;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/**
 * The rules of a contract class, played one by one and without JUnit's engine, to see that each
 * fails for a part that breaks it, and in which words. {@link Faulty} makes such parts.
 *
 * <p>Of JUnit it knows tests, tables of tests, and what comes before and after each; neither
 * parameters nor time limits.
 *
 * <p>Threading: any; a rule is played on the thread of the caller.
 */
public final class ContractRules {
  private final Class<?> contract;

  private ContractRules(Class<?> contract) {
    this.contract = contract;
  }

  /**
   * Of this contract.
   *
   * @throws IllegalArgumentException if it has no rule
   */
  public static ContractRules of(Class<?> contract) {
    ContractRules rules = new ContractRules(contract);
    if (rules.names().isEmpty()) {
      throw new IllegalArgumentException("[" + contract.getName() + "] has no rule");
    }
    return rules;
  }

  /** Their names, sorted; each is that of a test. */
  public List<String> names() {
    return Stream.of(Test.class, TestFactory.class)
        .flatMap(this::annotated)
        .map(Method::getName)
        .sorted()
        .toList();
  }

  /**
   * Plays one rule, with what the contract does before and after each test.
   *
   * @param part the contract over the part that is judged, or what has this rule from it
   * @return how it failed, of a table of tests the first that did; nothing if it was kept, or
   *     skipped for a part that does not claim it
   * @throws IllegalArgumentException if the contract, or this object, has no such rule
   */
  public Optional<Throwable> failure(Object part, String rule) {
    Method method =
        Stream.of(Test.class, TestFactory.class)
            .flatMap(this::annotated)
            .filter(one -> one.getName().equals(rule))
            .filter(one -> one.getDeclaringClass().isInstance(part))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "[" + part.getClass().getName() + "] has no rule [" + rule + "]"));
    Optional<Throwable> failed = failure(() -> around(BeforeEach.class, part));
    if (failed.isEmpty()) {
      failed = play(method, part);
    }
    Optional<Throwable> after = failure(() -> around(AfterEach.class, part));
    return failed.or(() -> after);
  }

  private interface Step {
    void run() throws Throwable;
  }

  private static Optional<Throwable> failure(Step step) {
    try {
      step.run();
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.ofNullable(e.getCause()).filter(ContractRules::isFailure);
    } catch (Throwable e) {
      return Optional.of(e).filter(ContractRules::isFailure);
    }
  }

  private static boolean isFailure(Throwable thrown) {
    return !(thrown instanceof TestAbortedException);
  }

  private static Optional<Throwable> play(Method rule, Object part) {
    List<DynamicTest> table = new ArrayList<>();
    Optional<Throwable> failed =
        failure(
            () -> {
              if (rule.invoke(part) instanceof Stream<?> tests) {
                tests.forEach(one -> table.add((DynamicTest) one));
              }
            });
    return failed.or(
        () ->
            table.stream()
                .flatMap(one -> failure(() -> one.getExecutable().execute()).stream())
                .findFirst());
  }

  private void around(Class<? extends Annotation> kind, Object part) throws Throwable {
    List<Method> steps = new ArrayList<>(annotated(kind).toList());
    if (kind == AfterEach.class) {
      Collections.reverse(steps);
    }
    for (Method step : steps) {
      if (step.getDeclaringClass().isInstance(part)) {
        step.invoke(part);
      }
    }
  }

  /** The methods of the contract that have this annotation, those of a superclass first. */
  private Stream<Method> annotated(Class<? extends Annotation> kind) {
    List<Method> methods = new ArrayList<>(List.of(contract.getMethods()));
    methods.removeIf(method -> !method.getDeclaringClass().isInterface());
    for (Class<?> type = contract; type != Object.class && type != null; ) {
      methods.addAll(0, List.of(type.getDeclaredMethods()));
      type = type.getSuperclass();
    }
    return methods.stream()
        .filter(method -> method.isAnnotationPresent(kind))
        .filter(Method::trySetAccessible);
  }
}
