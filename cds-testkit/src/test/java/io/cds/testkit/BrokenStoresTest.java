package io.cds.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.store.Capability;
import io.cds.api.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract itself is proved: each rule fails with the right words for a store that breaks it.
 */
final class BrokenStoresTest {
  static Stream<StoreFault> faults() {
    return Stream.of(RowFaults.all(), WorkFaults.all(), ContentFaults.all(), WholeFaults.all())
        .flatMap(List::stream);
  }

  private static Stream<Method> rules() {
    return Stream.of(StoreContract.class.getMethods())
        .filter(
            method ->
                method.isAnnotationPresent(Test.class)
                    || method.isAnnotationPresent(TestFactory.class));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_store_that_breaks_a_rule_is_told_so(StoreFault fault) throws Exception {
    Method rule = rules().filter(one -> one.getName().equals(fault.rule())).findFirst().get();
    BrokenStore contract = new BrokenStore(fault);
    contract.openStore();
    try {
      assertThat(failure(contract, rule).map(Throwable::toString))
          .hasValueSatisfying(words -> assertThat(words).contains(fault.words()));
    } finally {
      contract.closeStore();
    }
  }

  @Test
  void every_rule_has_a_store_that_breaks_it() {
    List<String> rules = rules().map(Method::getName).toList();

    assertThat(rules).hasSizeGreaterThan(80);
    assertThat(faults().map(StoreFault::rule)).containsExactlyInAnyOrderElementsOf(rules);
  }

  /** Plays it. @return how it failed, of several tables the first that did */
  private static Optional<Throwable> failure(BrokenStore contract, Method rule)
      throws IllegalAccessException {
    try {
      if (rule.invoke(contract) instanceof Stream<?> each) {
        for (Object one : each.toList()) {
          ((DynamicTest) one).getExecutable().execute();
        }
      }
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.of(e.getCause());
    } catch (IllegalAccessException e) {
      throw e;
    } catch (Throwable failed) {
      return Optional.of(failed);
    }
  }

  /** The store in memory, one thing at fault. */
  private static final class BrokenStore extends StoreContract {
    private final StoreFault fault;
    private Optional<MemoryStore> shared = Optional.empty();

    BrokenStore(StoreFault fault) {
      this.fault = fault;
    }

    @Override
    protected Store open(Clock clock) {
      WrappedStore broken = fault.of().apply(shared.orElseGet(() -> new MemoryStore(clock)));
      if (broken.capabilities().contains(Capability.SHARED)) {
        shared = Optional.of(broken.good);
      }
      return broken;
    }

    @Override
    protected HostSession begin(Store store) {
      return fault.session().apply(((WrappedStore) store).good.begin());
    }
  }
}
