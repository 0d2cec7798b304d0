package io.cds.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Feeds;
import io.cds.api.store.Outgoings;
import io.cds.api.store.Receipts;
import io.cds.api.store.Store;
import io.cds.api.store.Works;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract itself is proved: stores with one fault each fail by the right rules and words. */
final class BrokenStoresTest {
  @Test
  void a_store_that_commits_what_threw_fails_the_rules_of_rollback() {
    Map<String, String> failures = failures(CommitsWhatThrew.class);

    assertThat(failures)
        .containsOnlyKeys(
            "a_transaction_that_throws_leaves_nothing_in_any_table",
            "an_error_of_the_work_rolls_back_too",
            "a_binding_that_was_rolled_back_binds_nothing",
            "a_lease_that_was_rolled_back_is_none",
            "hints_run_after_the_commit_and_never_after_a_rollback",
            "released_content_is_gone_after_the_commit_and_not_after_a_rollback");
    assertThat(failures.get("a_transaction_that_throws_leaves_nothing_in_any_table"))
        .contains("a rolled back transaction left something");
  }

  @Test
  void L15_a_store_without_fencing_fails_the_rules_of_leases() {
    Map<String, String> failures = failures(Unfenced.class);

    assertThat(failures)
        .containsOnlyKeys(
            "L15_a_holder_that_was_frozen_can_end_nothing_after_a_take_over",
            "L15_a_lease_of_completed_work_ends_no_later_work_of_the_same_name",
            "a_lease_is_ended_only_once");
    assertThat(failures.values()).allMatch(words -> words.contains("compare the token"));
  }

  @Test
  void a_store_whose_leases_end_at_once_fails_the_rules_of_exclusion() {
    assertThat(failures(LeasesEndAtOnce.class))
        .containsKeys(
            "work_that_is_held_is_not_leased_to_another",
            "each_piece_of_work_is_leased_by_one_worker_alone",
            "L14_a_piece_that_is_held_or_put_off_stops_no_other")
        .hasEntrySatisfying(
            "work_that_is_held_is_not_leased_to_another",
            words -> assertThat(words).contains("held work was leased to a second worker"));
  }

  @Test
  void L04_a_store_that_says_yes_to_a_second_receipt_fails_the_rule_of_receipts() {
    assertThat(failures(TakesReceiptsTwice.class))
        .containsOnlyKeys("L04_a_receipt_is_kept_once_and_never_replaced")
        .allSatisfy((rule, words) -> assertThat(words).contains("must return false"));
  }

  @Test
  void L19_a_store_that_hides_a_lost_update_fails_the_rules_of_compare_and_set() {
    assertThat(failures(HidesLostUpdates.class))
        .containsOnlyKeys(
            "L19_a_replacement_of_a_stale_row_fails_and_changes_nothing",
            "a_replacement_of_a_row_that_is_gone_fails",
            "L19_no_change_of_a_row_is_lost_among_threads")
        .hasEntrySatisfying(
            "L19_a_replacement_of_a_stale_row_fails_and_changes_nothing",
            words ->
                assertThat(words)
                    .contains("Table [outgoing]")
                    .contains("must fail with STALE_LEASE"));
  }

  @Test
  void a_store_that_feeds_twice_fails_the_rule_of_once() {
    assertThat(failures(FeedsTwice.class))
        .containsOnlyKeys("a_feed_row_is_appended_once_however_often_it_is_tried")
        .allSatisfy((rule, words) -> assertThat(words).contains("the same name in the same party"));
  }

  @Test
  void L21_a_sink_that_finishes_on_close_fails_the_rules_of_staging() {
    assertThat(failures(FinishesOnClose.class))
        .containsKeys(
            "L21_a_sink_that_is_closed_without_finish_keeps_what_was_written_unfinished",
            "content_is_resumed_where_it_was_durable")
        .hasEntrySatisfying(
            "L21_a_sink_that_is_closed_without_finish_keeps_what_was_written_unfinished",
            words -> assertThat(words).contains("close() must make durable what was written"));
  }

  @Test
  void a_store_that_sweeps_young_orphans_fails_the_rules_of_orphans() {
    assertThat(failures(SweepsTooEarly.class))
        .containsOnlyKeys(
            "orphans_are_swept_once_they_are_old_enough",
            "content_that_is_still_being_written_is_not_swept")
        .hasEntrySatisfying(
            "orphans_are_swept_once_they_are_old_enough",
            words -> assertThat(words).contains("orphans were swept too early"));
  }

  /** Runs the contract. @return the message of each rule that failed */
  private static Map<String, String> failures(Class<? extends StoreContract> contract) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract)).build();
    Map<String, String> failures = new TreeMap<>();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result
                    .getThrowable()
                    .filter(t -> result.getStatus() == TestExecutionResult.Status.FAILED)
                    .ifPresent(
                        t -> failures.merge(method(test), t.toString(), (a, b) -> a + "\n" + b));
              }
            });
    return failures;
  }

  private static String method(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getMethodName())
        .orElse(test.getDisplayName());
  }

  static final class CommitsWhatThrew extends StoreContract {
    @Override
    protected Store open(Clock clock) {
      return new WrappedStore(new MemoryStore(clock)) {
        @Override
        public <R> R transact(Work<R> work) {
          Throwable[] thrown = new Throwable[1];
          R result =
              super.transact(
                  tx -> {
                    try {
                      return work.run(tx);
                    } catch (Exception | Error e) {
                      thrown[0] = e;
                      return null;
                    }
                  });
          return thrown[0] == null ? result : WrappedStore.rethrow(thrown[0]);
        }
      };
    }
  }

  static final class Unfenced extends StoreContract {
    @Override
    protected Store open(Clock clock) {
      return new WrappedStore(new MemoryStore(clock)) {
        @Override
        Object table(String name, Object table) {
          return name.equals("works")
              ? with(Works.class, (Works) table, "complete", WrappedStore::hidden)
              : table;
        }
      };
    }
  }

  static final class LeasesEndAtOnce extends StoreContract {
    @Override
    protected Store open(Clock clock) {
      return new WrappedStore(new MemoryStore(clock)) {
        @Override
        Object table(String name, Object table) {
          return name.equals("works") ? shortened((Works) table) : table;
        }
      };
    }

    private static Works shortened(Works works) {
      return WrappedStore.with(
          Works.class,
          works,
          "lease",
          (right, arguments) -> {
            @SuppressWarnings("unchecked") // the signature of lease()
            var party = (java.util.Optional<io.cds.api.PartyCode>) arguments[0];
            return works.lease(
                party, (io.cds.api.store.WorkKind) arguments[1], (int) arguments[2], Duration.ZERO);
          });
    }
  }

  static final class TakesReceiptsTwice extends StoreContract {
    @Override
    protected Store open(Clock clock) {
      return new WrappedStore(new MemoryStore(clock)) {
        @Override
        Object table(String name, Object table) {
          return name.equals("receipts")
              ? with(Receipts.class, (Receipts) table, "insert", WrappedStore::yes)
              : table;
        }
      };
    }
  }

  static final class HidesLostUpdates extends StoreContract {
    @Override
    protected Store open(Clock clock) {
      return new WrappedStore(new MemoryStore(clock)) {
        @Override
        Object table(String name, Object table) {
          return name.equals("outgoing")
              ? with(Outgoings.class, (Outgoings) table, "replace", WrappedStore::hidden)
              : table;
        }
      };
    }
  }

  static final class FeedsTwice extends StoreContract {
    @Override
    protected Store open(Clock clock) {
      return new WrappedStore(new MemoryStore(clock)) {
        private int times;

        @Override
        Object table(String name, Object table) {
          return name.equals("feeds") ? forgetful((Feeds) table) : table;
        }

        private Feeds forgetful(Feeds feeds) {
          return with(
              Feeds.class,
              feeds,
              "append",
              (right, arguments) ->
                  feeds.append(
                      (io.cds.api.store.FeedRow) arguments[0], arguments[1] + "/" + ++times));
        }
      };
    }
  }

  static final class FinishesOnClose extends StoreContract {
    @Override
    protected Store open(Clock clock) {
      return new WrappedStore(new MemoryStore(clock)) {
        @Override
        public Sink stage(ContentKey key, long resumeAt) {
          return new Eager(super.stage(key, resumeAt));
        }
      };
    }
  }

  private record Eager(Sink sink) implements Sink {
    @Override
    public void write(ByteBuffer piece) throws IOException {
      sink.write(piece);
    }

    @Override
    public long durable() {
      return sink.durable();
    }

    @Override
    public ContentRef finish() throws IOException {
      return sink.finish();
    }

    @Override
    public void close() throws IOException {
      try {
        sink.finish();
      } catch (CdsException | IllegalStateException e) {
        sink.close(); // it was finished already, or had failed
      }
    }
  }

  static final class SweepsTooEarly extends StoreContract {
    @Override
    protected Store open(Clock clock) {
      return new WrappedStore(new MemoryStore(clock)) {
        @Override
        public int sweep(Duration age) {
          return super.sweep(Duration.ZERO);
        }
      };
    }
  }
}
