package io.cds.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cds.api.HostTransaction;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Octets;
import io.cds.api.store.Capability;
import io.cds.api.store.Store;
import io.cds.api.store.StoreTransaction;
import io.cds.testkit.HostSession;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@link Store#join}: the host commits, and nobody else. */
public interface JoinRules extends StoreUnderTest {
  /** Outbox. */
  @Test
  default void what_joined_a_host_is_there_after_the_hosts_commit() {
    Expect.claims(store(), Capability.JOINS_HOST);
    try (HostSession host = host()) {
      store().join(host, tx -> put(tx, "one"));
      store().join(host, tx -> put(tx, "two"));
      host.commit();
    }
    assertEquals(
        Optional.of(Sample.octets(1)), find("one"), "the host committed: it must be there");
    assertEquals(Optional.of(Sample.octets(1)), find("two"), "so must the second piece of work");
  }

  /** The host changed its mind. */
  @Test
  default void what_joined_a_host_is_gone_after_the_hosts_rollback() {
    Expect.claims(store(), Capability.JOINS_HOST);
    try (HostSession host = host()) {
      store().join(host, tx -> put(tx, "one"));
      host.rollback();
    }
    assertEquals(Optional.empty(), find("one"), "join() committed although the host rolled back");
  }

  /** One thing fails, the host goes on. */
  @Test
  default void a_joined_work_that_throws_undoes_itself_and_nothing_else() {
    Expect.claims(store(), Capability.JOINS_HOST);
    try (HostSession host = host()) {
      store().join(host, tx -> put(tx, "kept"));
      assertThrows(
          IllegalArgumentException.class,
          () ->
              store()
                  .join(
                      host,
                      tx -> {
                        put(tx, "undone");
                        throw new IllegalArgumentException("mine");
                      }),
          "the exception of the work must pass through");
      host.commit();
    }
    assertEquals(Optional.of(Sample.octets(1)), find("kept"), "join() undid too much");
    assertEquals(Optional.empty(), find("undone"), "a failed work left something; use a savepoint");
  }

  /** A handler's transaction is the store's own. */
  @Test
  default void a_store_joins_its_own_transaction() {
    Expect.claims(store(), Capability.JOINS_HOST);
    Expect.commit(store(), tx -> store().join(tx.host(), inner -> put(inner, "one")));
    assertEquals(Optional.of(Sample.octets(1)), find("one"), "it commits with its transaction");
  }

  /** What cannot be reached must not be pretended. */
  @Test
  default void a_transaction_that_does_not_reach_the_tables_is_refused() {
    HostTransaction foreign =
        new HostTransaction() {
          @Override
          public <T> Optional<T> unwrap(Class<T> type) {
            return Optional.empty();
          }

          @Override
          public void afterCommit(Runnable hint) {}
        };
    Expect.problem(
        ProblemCode.STORE_FAILED,
        "join() of a transaction without a resource of this store must fail",
        () -> store().join(foreign, tx -> put(tx, "one")));
  }

  private static boolean put(StoreTransaction tx, String name) {
    tx.states().put(Sample.A, name, Sample.octets(1));
    return true;
  }

  private Optional<Octets> find(String name) {
    return store().transact(tx -> tx.states().find(Sample.A, name));
  }
}
