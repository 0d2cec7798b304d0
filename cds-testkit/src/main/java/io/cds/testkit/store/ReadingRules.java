package io.cds.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.store.Store;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@link Store#read}: what was committed, and nothing else happens. */
public interface ReadingRules extends StoreUnderTest {
  /** Nothing old is kept. */
  @Test
  default void a_reading_sees_what_was_committed_before_it() {
    for (int value = 1; value <= 2; value++) {
      int now = value;
      Expect.commit(store(), tx -> tx.states().put(Sample.A, "cursor", Sample.octets(now)));
      assertEquals(
          Optional.of(Sample.octets(now)),
          store().read(tx -> tx.states().find(Sample.A, "cursor")),
          "read() must see all that was committed before it; check what it keeps");
    }
  }

  /** The engine reads where it may meet an error of its own. */
  @Test
  default void an_exception_of_a_reading_passes_through_as_it_is() {
    IOException mine = new IOException("mine");
    Exception thrown =
        assertThrows(
            Exception.class,
            () ->
                store()
                    .read(
                        tx -> {
                          throw mine;
                        }));
    assertSame(mine, thrown, "an exception of the work must pass through read() as it is");
  }

  /** It would see another moment than the transaction around it. */
  @Test
  default void a_reading_inside_a_transaction_is_refused_at_once() {
    assertThrows(
        IllegalStateException.class,
        () -> store().transact(outer -> store().read(inner -> 1)),
        "read() inside a transaction must throw IllegalStateException, not wait for itself");
    assertTrue(Expect.yes(store(), tx -> true), "and the store must go on working after it");
  }
}
