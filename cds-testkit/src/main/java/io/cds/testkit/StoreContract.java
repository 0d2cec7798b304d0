package io.cds.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import io.cds.api.store.Capability;
import io.cds.api.store.Store;
import io.cds.testkit.store.ConcurrencyRules;
import io.cds.testkit.store.ContentRules;
import io.cds.testkit.store.DurabilityRules;
import io.cds.testkit.store.FeedRules;
import io.cds.testkit.store.HistoryRules;
import io.cds.testkit.store.JoinRules;
import io.cds.testkit.store.LeaseRules;
import io.cds.testkit.store.ListRules;
import io.cds.testkit.store.ReadingRules;
import io.cds.testkit.store.RowRules;
import io.cds.testkit.store.StagingRules;
import io.cds.testkit.store.TransactionRules;
import io.cds.testkit.store.WorkRules;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Store} must keep. The author of a store extends this class in a test and gives
 * the store in {@link #open}; each promise of the SPI is then a test whose name says it.
 *
 * <p>Rules of a {@link Capability} that the store does not tell are shown as skipped.
 */
@Timeout(120)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class StoreContract
    implements TransactionRules,
        ReadingRules,
        RowRules,
        ListRules,
        HistoryRules,
        WorkRules,
        LeaseRules,
        FeedRules,
        StagingRules,
        ContentRules,
        JoinRules,
        ConcurrencyRules,
        DurabilityRules {
  private final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  private Store store = new MemoryStore(clock);

  /** For subclasses. */
  protected StoreContract() {}

  /**
   * Opens the store. Called once for each test, and then the store must be empty. A store that is
   * {@link Capability#DURABLE} or {@link Capability#SHARED} is opened again within a test: then it
   * must have what the same test wrote before, such as the same file.
   *
   * @param clock what the store must take its time from
   */
  protected abstract Store open(Clock clock) throws Exception;

  /**
   * Begins a transaction of a pretended host in the store's database; for a store that tells {@link
   * Capability#JOINS_HOST}.
   */
  protected HostSession begin(Store store) throws Exception {
    return fail(
        "Store ["
            + store.name()
            + "] tells [JOINS_HOST]; override begin(Store) so that a host's transaction can be"
            + " played");
  }

  @BeforeEach
  final void openStore() throws Exception {
    store = open(clock);
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  @Override
  public final Store store() {
    return store;
  }

  @Override
  public final ManualClock clock() {
    return clock;
  }

  @Override
  public final Store again() {
    try {
      return open(clock);
    } catch (Exception e) {
      return fail("the store could not be opened a second time", e);
    }
  }

  @Override
  public final HostSession host() {
    try {
      return begin(store);
    } catch (Exception e) {
      return fail("a host's transaction could not be begun", e);
    }
  }
}
