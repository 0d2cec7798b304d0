package io.cds.testkit;

import static io.cds.testkit.StoreFault.breaking;

import io.cds.api.HostTransaction;
import io.cds.api.envelope.Octets;
import io.cds.api.store.Capability;
import io.cds.api.store.Feeds;
import io.cds.api.store.Outgoings;
import io.cds.api.store.States;
import io.cds.api.store.StoreTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Transactions at fault: alone, joined, among threads, over a restart. */
final class WholeFaults {
  private WholeFaults() {}

  static List<StoreFault> all() {
    List<StoreFault> all = new ArrayList<>(transactions());
    all.addAll(readings());
    all.addAll(joins());
    all.addAll(threads());
    all.addAll(restarts());
    return all;
  }

  private static List<StoreFault> transactions() {
    return List.of(
        breaking(
            "a_transaction_that_throws_leaves_nothing_in_any_table",
            "a rolled back transaction left something",
            WholeFaults::commitsWhatThrew),
        breaking(
            "an_error_of_the_work_rolls_back_too",
            "a rolled back transaction left something",
            WholeFaults::commitsWhatThrew),
        breaking(
            "a_transaction_sees_what_it_wrote_itself",
            "a row must be found in the transaction that inserted it",
            "outgoing",
            Outgoings.class,
            "find",
            (right, arguments) -> Optional.empty()),
        breaking(
            "a_checked_exception_of_the_work_passes_through_as_it_is",
            "a checked exception must pass through transact() as it is",
            WholeFaults::wrapsWhatIsThrown),
        breaking(
            "a_transaction_inside_a_transaction_is_refused_at_once",
            "a nested transact() must throw IllegalStateException",
            WholeFaults::nests),
        breaking(
            "now_is_the_stores_clock_in_milliseconds_and_stands_still_in_a_transaction",
            "now() has whole milliseconds",
            good -> part(good, "now", now -> ((Instant) now).plusNanos(1))),
        breaking(
            "hints_run_after_the_commit_and_never_after_a_rollback",
            "a hint must not run before the commit",
            good -> part(good, "host", host -> new Hasty((HostTransaction) host))));
  }

  private static List<StoreFault> readings() {
    return List.of(
        breaking(
            "a_reading_sees_what_was_committed_before_it",
            "check what it keeps",
            good -> reading(good, new Remembering())),
        breaking(
            "an_exception_of_a_reading_passes_through_as_it_is",
            "an exception of the work must pass through read() as it is",
            good ->
                reading(
                    good,
                    right -> {
                      try {
                        return right.get();
                      } catch (Exception e) {
                        throw new IllegalStateException("the work failed", e);
                      }
                    })),
        breaking(
            "a_reading_inside_a_transaction_is_refused_at_once",
            "read() inside a transaction must throw IllegalStateException",
            good ->
                reading(
                    good,
                    right -> {
                      try {
                        return right.get();
                      } catch (IllegalStateException e) {
                        return Optional.empty();
                      }
                    })));
  }

  /** The first answer is given for ever. */
  private static final class Remembering implements Reader {
    private final List<Object> first = new ArrayList<>();

    @Override
    public Object read(Supplier<Object> right) {
      if (first.isEmpty()) {
        first.add(right.get());
      }
      return first.get(0);
    }
  }

  /** What a store does in place of a reading. */
  private interface Reader {
    Object read(Supplier<Object> right);
  }

  private static WrappedStore reading(MemoryStore store, Reader reader) {
    return new WrappedStore(store) {
      @Override
      @SuppressWarnings("unchecked") // what the right one gives, or what the fault says
      public <R> R read(Work<R> work) {
        return (R) reader.read(() -> super.read(work));
      }
    };
  }

  /** Rolls nothing back. */
  static WrappedStore commitsWhatThrew(MemoryStore store) {
    return new WrappedStore(store) {
      @Override
      public <R> R transact(Work<R> work) {
        List<Throwable> thrown = new ArrayList<>();
        List<R> result = new ArrayList<>();
        super.transact(
            tx -> {
              try {
                result.add(work.run(tx));
              } catch (Exception | Error e) {
                thrown.add(e);
              }
              return 0;
            });
        return thrown.isEmpty() ? result.get(0) : WrappedStore.rethrow(thrown.get(0));
      }
    };
  }

  private static WrappedStore wrapsWhatIsThrown(MemoryStore store) {
    return new WrappedStore(store) {
      @Override
      public <R> R transact(Work<R> work) {
        try {
          return super.transact(work);
        } catch (Exception e) {
          throw new IllegalStateException("the work failed", e);
        }
      }
    };
  }

  /** A transaction inside of another is a part of it. */
  private static WrappedStore nests(MemoryStore store) {
    List<StoreTransaction> open = new ArrayList<>();
    return new WrappedStore(store) {
      @Override
      public <R> R transact(Work<R> work) {
        if (!open.isEmpty()) {
          try {
            return work.run(open.get(0));
          } catch (Exception e) {
            return WrappedStore.rethrow(e);
          }
        }
        return super.transact(
            tx -> {
              open.add(tx);
              try {
                return work.run(tx);
              } finally {
                open.clear();
              }
            });
      }
    };
  }

  private static WrappedStore part(MemoryStore store, String name, UnaryOperator<Object> instead) {
    return new WrappedStore(store) {
      @Override
      Object table(String called, Object part) {
        return called.equals(name) ? instead.apply(part) : part;
      }
    };
  }

  /** Runs hints at once. */
  private record Hasty(HostTransaction right) implements HostTransaction {
    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
      return right.unwrap(type);
    }

    @Override
    public void afterCommit(Runnable hint) {
      hint.run();
    }
  }

  private static List<StoreFault> joins() {
    return List.of(
        breaking(
                "what_joined_a_host_is_there_after_the_hosts_commit",
                "the host committed: it must be there",
                WholeFaults::joinsNobody)
            .claiming(Capability.JOINS_HOST),
        new StoreFault(
                "what_joined_a_host_is_gone_after_the_hosts_rollback",
                "join() committed although the host rolled back",
                WrappedStore::new,
                Stubborn::new)
            .claiming(Capability.JOINS_HOST),
        breaking(
                "a_joined_work_that_throws_undoes_itself_and_nothing_else",
                "a failed work left something; use a savepoint",
                WholeFaults::joinsWithoutSavepoint)
            .claiming(Capability.JOINS_HOST),
        breaking(
                "a_store_joins_its_own_transaction",
                "it commits with its transaction",
                WholeFaults::joinsNobody)
            .claiming(Capability.JOINS_HOST),
        breaking(
            "a_transaction_that_does_not_reach_the_tables_is_refused",
            "join() of a transaction without a resource of this store must fail",
            WholeFaults::joinsNobody));
  }

  /** Does nothing and says nothing. */
  private static WrappedStore joinsNobody(MemoryStore store) {
    return new WrappedStore(store) {
      @Override
      public <R> R join(HostTransaction host, Work<R> work) {
        return null;
      }
    };
  }

  private static WrappedStore joinsWithoutSavepoint(MemoryStore store) {
    return new WrappedStore(store) {
      @Override
      public <R> R join(HostTransaction host, Work<R> work) {
        List<Exception> thrown = new ArrayList<>();
        List<R> result = new ArrayList<>();
        good.join(
            host,
            tx -> {
              try {
                result.add(work.run(tx));
              } catch (Exception e) {
                thrown.add(e);
              }
              return 0;
            });
        return thrown.isEmpty() ? result.get(0) : WrappedStore.rethrow(thrown.get(0));
      }
    };
  }

  /** Commits always. */
  private record Stubborn(HostSession right) implements HostSession {
    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
      return right.unwrap(type);
    }

    @Override
    public void afterCommit(Runnable hint) {
      right.afterCommit(hint);
    }

    @Override
    public void commit() {
      right.commit();
    }

    @Override
    public void rollback() {
      right.commit();
    }

    @Override
    public void close() {
      right.close();
    }
  }

  private static List<StoreFault> threads() {
    return List.of(
        breaking(
            "L19_no_change_of_a_row_is_lost_among_threads",
            "exactly one may replace the row",
            "outgoing",
            Outgoings.class,
            "replace",
            WrappedStore::hidden),
        breaking(
                "L19_no_change_of_a_row_is_lost_among_handles",
                "exactly one may replace the row",
                "outgoing",
                Outgoings.class,
                "replace",
                WrappedStore::hidden)
            .claiming(Capability.SHARED),
        breaking(
            "L19_no_change_of_a_value_is_lost_among_threads",
            "must run again",
            WholeFaults::losesSome),
        breaking(
            "a_reader_of_a_feed_misses_no_row_that_is_appended_meanwhile",
            "sequences must rise",
            "feeds",
            Feeds.class,
            "after",
            WrappedStore::backwards));
  }

  /** Each seventh value is overwritten by the one before it. */
  private static WrappedStore losesSome(MemoryStore store) {
    return StoreFault.at(
        store,
        "states",
        States.class,
        "put",
        (right, arguments) -> {
          Octets value = (Octets) arguments[2];
          if (value.length() % 7 == 0) {
            arguments[2] = Octets.of(Arrays.copyOf(value.toArray(), value.length() - 1));
          }
          return right.with(arguments);
        });
  }

  /** Each time that it is opened, it is another and empty one. */
  private static List<StoreFault> restarts() {
    return List.of(
        breaking(
                "what_was_committed_is_there_after_a_restart",
                "a committed row was lost over a restart",
                WrappedStore::new)
            .claiming(Capability.DURABLE),
        breaking(
                "staged_content_is_resumed_after_a_restart",
                "what a sink calls durable must be there without its being closed",
                WrappedStore::new)
            .claiming(Capability.DURABLE));
  }
}
