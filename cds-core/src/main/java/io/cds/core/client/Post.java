package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.api.store.Lease;
import io.cds.api.store.ReceiptRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands this party's receipts over to the hub. */
final class Post implements Step {
  private static final Logger LOG = LoggerFactory.getLogger(Post.class);
  private static final int MOST = 30;

  private final ClientContext context;
  private final Mailbox mailbox;
  private final Leases leases;

  Post(ClientContext context, Mailbox mailbox, Leases leases) {
    this.context = context;
    this.mailbox = mailbox;
    this.leases = leases;
  }

  @Override
  public void run(Run run) {
    Set<String> seen = new HashSet<>();
    boolean again = true;
    while (again) {
      List<Lease> taken = leases.take(MOST);
      again = !taken.isEmpty();
      List<Lease> fresh = new ArrayList<>();
      for (Lease lease : taken) {
        if (seen.add(lease.work().name()) && !run.watch().cancelled()) {
          fresh.add(lease);
        } else {
          leases.giveBack(lease);
          again = false;
        }
      }
      if (!together(fresh, run)) {
        fresh.forEach(lease -> alone(lease, run));
      }
    }
  }

  /** All in one call. @return false if that failed and each is to be tried alone */
  private boolean together(List<Lease> work, Run run) {
    if (work.isEmpty()) {
      return true;
    }
    List<SignedReceipt> all = new ArrayList<>();
    work.forEach(lease -> all.addAll(own(lease)));
    if (all.size() > 100) {
      return false;
    }
    try {
      if (!all.isEmpty()) {
        mailbox.post(all);
        run.posted(all.size());
      }
      leases.complete(work, tx -> true);
      return true;
    } catch (CdsException e) {
      LOG.info("Posting [{}] receipts failed: [{}]", all.size(), e.problem().code());
      return false;
    }
  }

  private void alone(Lease lease, Run run) {
    List<SignedReceipt> receipts = own(lease);
    try {
      if (run.down().isPresent()) {
        leases.giveBack(lease);
        return;
      }
      for (int i = 0; i < receipts.size(); i += 100) {
        mailbox.post(receipts.subList(i, Math.min(receipts.size(), i + 100)));
      }
      run.posted(receipts.size());
      leases.complete(lease);
    } catch (CdsException e) {
      if (e.problem().code() == ProblemCode.UNKNOWN_MESSAGE) {
        // Came by .zip and the hub never had it; should it come there too, they are posted then.
        leases.complete(lease);
      } else {
        run.fault(e);
        leases.giveBack(lease);
      }
    }
  }

  private List<SignedReceipt> own(Lease lease) {
    return context
        .store()
        .read(tx -> tx.receipts().of(context.party(), WorkName.parse(lease.work().name())))
        .stream()
        .filter(row -> row.text().by().equals(context.party()))
        .map(ReceiptRow::signed)
        .toList();
  }
}
