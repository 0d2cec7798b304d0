package io.cds.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.cds.api.store.Capability;
import io.cds.api.store.Store;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The contract itself is proved: each rule fails with the right words for a store that breaks it.
 */
final class BrokenStoresTest {
  static Stream<StoreFault> faults() {
    return Stream.of(RowFaults.all(), WorkFaults.all(), ContentFaults.all(), WholeFaults.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_store_that_breaks_a_rule_is_told_so(StoreFault fault) {
    List<String> failures = failures(fault);

    assertThat(failures).as(fault.rule()).isNotEmpty();
    assertThat(failures).as(fault.rule()).anyMatch(words -> words.contains(fault.words()));
  }

  @Test
  void every_rule_has_a_store_that_breaks_it() {
    List<String> rules =
        Stream.of(StoreContract.class.getMethods())
            .filter(BrokenStoresTest::isRule)
            .map(Method::getName)
            .toList();

    assertThat(rules).hasSizeGreaterThan(80);
    assertThat(faults().map(StoreFault::rule)).containsExactlyInAnyOrderElementsOf(rules);
  }

  private static boolean isRule(Method method) {
    return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(TestFactory.class);
  }

  /** Runs that rule alone. @return the message of each of its failures */
  private static List<String> failures(StoreFault fault) {
    Faulty.next = fault;
    Faulty.shared = Optional.empty();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(Faulty.class, fault.rule()))
            .build();
    List<String> failures = new ArrayList<>();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result
                    .getThrowable()
                    .filter(t -> result.getStatus() == TestExecutionResult.Status.FAILED)
                    .ifPresent(thrown -> failures.add(thrown.toString()));
              }
            });
    return failures;
  }

  /** The store in memory, one thing at fault; JUnit makes it, so what is next waits beside it. */
  static final class Faulty extends StoreContract {
    private static StoreFault next = WholeFaults.all().get(0);
    private static Optional<MemoryStore> shared = Optional.empty();

    @Override
    protected Store open(Clock clock) {
      MemoryStore fresh = new MemoryStore(clock);
      WrappedStore broken = next.of().apply(shared.orElse(fresh));
      if (broken.capabilities().contains(Capability.SHARED)) {
        shared = Optional.of(broken.good);
      }
      return broken;
    }

    @Override
    protected HostSession begin(Store store) {
      return next.session().apply(((WrappedStore) store).good.begin());
    }
  }
}
