package io.cds.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.store.Capability;
import io.cds.api.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract itself is proved: each rule fails with the right words for a store that breaks it.
 */
final class BrokenStoresTest {
  private static final ContractRules RULES = ContractRules.of(StoreContract.class);

  static Stream<StoreFault> faults() {
    return Stream.of(RowFaults.all(), WorkFaults.all(), ContentFaults.all(), WholeFaults.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_store_that_breaks_a_rule_is_told_so(StoreFault fault) {
    assertThat(RULES.failure(new BrokenStore(fault), fault.rule()).map(Throwable::toString))
        .hasValueSatisfying(words -> assertThat(words).contains(fault.words()));
  }

  @Test
  void every_rule_has_a_store_that_breaks_it() {
    assertThat(RULES.names()).hasSizeGreaterThan(80);
    assertThat(faults().map(StoreFault::rule)).containsExactlyInAnyOrderElementsOf(RULES.names());
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
