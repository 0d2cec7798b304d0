package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.Page;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Waiting;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.StoreTransaction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in what waits, page by page: a page's writes and the cursor are one transaction (L05). */
final class FeedIntake implements Step {
  private static final Logger LOG = LoggerFactory.getLogger(FeedIntake.class);
  private static final int MOST = 100;

  /** A list without an end ends here; the next run goes on. */
  private static final int MOST_PAGES = 1_000;

  private final ClientContext context;
  private final StateValues states;
  private final Mailbox mailbox;
  private final ArrivalIntake arrivals;
  private final ReceiptIntake receipts;

  FeedIntake(
      ClientContext context,
      StateValues states,
      Mailbox mailbox,
      ArrivalIntake arrivals,
      ReceiptIntake receipts) {
    this.context = context;
    this.states = states;
    this.mailbox = mailbox;
    this.arrivals = arrivals;
    this.receipts = receipts;
  }

  @Override
  public void run(Run run) throws IOException {
    Set<Cursor> seen = new HashSet<>();
    boolean more = true;
    while (more && !run.watch().cancelled()) {
      if (seen.size() == MOST_PAGES) {
        LOG.info("The list of what waits has more than [{}] pages", MOST_PAGES);
        return;
      }
      Cursor cursor = states.feed();
      if (!seen.add(cursor)) {
        throw lying("leads back to a place where this run was");
      }
      Page<Waiting> page = mailbox.list(cursor, MOST, Duration.ZERO);
      if (page.items().size() > MOST) {
        throw lying("has [" + page.items().size() + "] items on a page of " + MOST);
      }
      List<Taken> taken = new ArrayList<>();
      for (Waiting item : page.items()) {
        taken.add(take(item, run));
      }
      Taken.Count count = context.store().transact(tx -> write(tx, taken, page.next()));
      run.received(count.received());
      run.receipts(count.receipts());
      more = page.more();
    }
  }

  private static CdsException lying(String what) {
    return new CdsException(Problem.of(ProblemCode.HUB_FAILED, "the list of what waits " + what));
  }

  private Taken take(Waiting item, Run run) throws IOException {
    Optional<EnvelopeHead> head = item.head();
    if (head.isPresent()) {
      return arrivals.take(item, head.get(), run.watch());
    }
    List<ReceiptRow> good =
        item.receipts().stream().flatMap(receipt -> receipts.checked(receipt).stream()).toList();
    return receipts.taken(good);
  }

  private Taken.Count write(StoreTransaction tx, List<Taken> taken, Cursor next) {
    Taken.Count count = Taken.Count.NONE;
    for (Taken item : taken) {
      count = count.plus(item.write(tx));
    }
    states.put(tx, StateName.FEED, next.value());
    return count;
  }
}
