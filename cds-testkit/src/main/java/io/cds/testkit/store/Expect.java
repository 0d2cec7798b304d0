package io.cds.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cds.api.CdsException;
import io.cds.api.ProblemCode;
import io.cds.api.store.Capability;
import io.cds.api.store.Store;
import io.cds.api.store.StoreTransaction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.function.Executable;

/** What rules say again and again. */
final class Expect {
  private Expect() {}

  /** Runs it in a transaction of its own. */
  static void commit(Store store, Consumer<StoreTransaction> work) {
    store.transact(
        tx -> {
          work.accept(tx);
          return 0;
        });
  }

  /** The answer of a transaction of its own. */
  static boolean yes(Store store, Predicate<StoreTransaction> question) {
    boolean answer = store.transact(question::test);
    return answer;
  }

  /** Fails with this code; what it has to do with is told by {@code check}. */
  static void problem(ProblemCode code, String check, Executable attempt) {
    CdsException thrown = assertThrows(CdsException.class, attempt, check);
    assertEquals(code, thrown.problem().code(), check);
  }

  /** Runs it in a transaction of its own, which fails with this code. */
  static void problem(
      ProblemCode code, Store store, String check, Consumer<StoreTransaction> attempt) {
    problem(code, check, () -> commit(store, attempt));
  }

  /** Skips the rule where the store does not claim this. */
  static void claims(Store store, Capability capability) {
    Assumptions.assumeTrue(
        store.capabilities().contains(capability),
        () ->
            "Store [" + store.name() + "] does not tell [" + capability + "]: the rule is skipped");
  }
}
