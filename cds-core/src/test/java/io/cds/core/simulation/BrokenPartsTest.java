package io.cds.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.IncomingStatus;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Transport;
import io.cds.api.store.FeedRow;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.Store;
import io.cds.testkit.Faulty;
import io.cds.testkit.ForwardingStore;
import io.cds.testkit.MemoryStore;
import io.cds.testkit.fake.FakeCryptography;
import io.cds.testkit.network.Network;
import io.cds.testkit.simulation.Simulation;
import io.cds.testkit.simulation.Stores;
import io.cds.testkit.simulation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The judge is judged: parts that are broken on purpose are found, and named rightly. */
class BrokenPartsTest {
  private static final int FEW_SEEDS = 6;

  @Test
  void a_store_that_forgets_a_commit_loses_messages() throws Exception {
    Stores stores =
        (party, clock) -> {
          MemoryStore right = new MemoryStore(clock);
          return party.value().startsWith("0") ? new Forgetful(right) : right;
        };
    assertFound(simulation().stores(stores), "lost: ", "was confirmed");
  }

  @Test
  void a_status_that_does_not_stay_with_the_import_imports_twice() throws Exception {
    assertFound(
        simulation()
            .stores(
                clients(
                    "incoming",
                    "replace",
                    (right, given) ->
                        ((IncomingRow) given[0]).status() == IncomingStatus.IMPORTED
                            ? null
                            : right.with(given))),
        "imported twice: ",
        "imported it");
  }

  @Test
  void a_hub_that_drops_one_of_its_recipients_leaves_a_message_sent_for_ever() throws Exception {
    Faulty.Fault drops =
        (right, given) ->
            ((FeedRow) given[0]).receipt().isEmpty() && given[1].hashCode() % 5 == 0
                ? true
                : right.with(given);
    assertFound(simulation().stores(hub("feeds", "append", drops)), "not at rest: ", "is SENT");
  }

  @Test
  void a_hub_that_hands_on_nothing_by_work_has_stuck_work() throws Exception {
    Faulty.Fault nothing =
        (right, given) -> given[1].toString().equals("FAN_OUT") ? List.of() : right.with(given);
    assertFound(
        simulation().stores(hub("works", "lease", nothing)), "stuck work: ", "the hub has FAN_OUT");
  }

  @Test
  void a_receipt_that_is_put_under_another_message_is_no_receipt_of_it() throws Exception {
    List<MessageKey> seen = new ArrayList<>();
    Faulty.Fault swaps =
        (right, given) -> {
          ReceiptRow row = (ReceiptRow) given[0];
          boolean swap = row.text().event() == ReceiptEvent.DELIVERED;
          Optional<MessageKey> other =
              seen.stream()
                  .filter(key -> key.from().equals(row.party()))
                  .filter(key -> !key.equals(row.text().key()))
                  .findFirst();
          seen.add(row.text().key());
          return swap && other.isPresent()
              ? right.with(
                  new ReceiptRow(row.party(), under(other.get(), row.text()), row.signed()))
              : right.with(given);
        };
    assertFound(simulation().stores(clients("receipts", "insert", swaps)), "receipt: ", "says ");
  }

  @Test
  void a_history_with_a_gap_is_found() throws Exception {
    Faulty.Fault gaps =
        (right, given) -> given[1].toString().contains("DECRYPTED") ? null : right.with(given);
    assertFound(simulation().stores(clients("events", "append", gaps)), "history: ", "says that");
  }

  @Test
  void a_way_that_says_posted_and_delivers_nothing_leaves_messages_unsettled() throws Exception {
    assertFound(
        simulation().ways((party, straight) -> silent(straight)), "not at rest: ", "is SENT");
  }

  private static Simulation simulation() {
    return Simulation.of(FakeCryptography::create).parties(8, 2).steps(150);
  }

  private static Stores clients(String table, String method, Faulty.Fault fault) {
    return (party, clock) -> {
      Store right = new MemoryStore(clock);
      return party.equals(Network.HUB) ? right : Faulty.table(right, table, method, fault);
    };
  }

  private static Stores hub(String table, String method, Faulty.Fault fault) {
    return (party, clock) -> {
      Store right = new MemoryStore(clock);
      return party.equals(Network.HUB) ? Faulty.table(right, table, method, fault) : right;
    };
  }

  private static void assertFound(Simulation simulation, String kind, String words)
      throws Exception {
    List<String> found = new ArrayList<>();
    for (long seed = 1; seed <= FEW_SEEDS; seed++) {
      Verdict verdict = simulation.run(seed);
      if (verdict.violations().stream().anyMatch(v -> v.startsWith(kind) && v.contains(words))) {
        assertThat(verdict.toString()).contains("-Dcds.simulation.seed=" + seed, "step ");
        return;
      }
      found.addAll(verdict.violations());
    }
    assertThat(found).as("violations in [%d] seeds", FEW_SEEDS).anyMatch(v -> v.startsWith(kind));
  }

  private static ReceiptText under(MessageKey other, ReceiptText text) {
    return new ReceiptText(
        text.net(),
        other.id(),
        other.from(),
        text.routing(),
        text.event(),
        text.at(),
        text.by(),
        text.code());
  }

  /** Says of every third confirmation that it is committed, and rolls it back. */
  private static final class Forgetful extends ForwardingStore {
    private int confirmed;

    Forgetful(Store right) {
      super(right);
    }

    @Override
    public <R> R transact(Work<R> work) {
      List<R> results = new ArrayList<>();
      try {
        return super.transact(
            tx -> {
              R result = work.run(tx);
              if (result instanceof MessageId && ++confirmed % 3 == 0) {
                results.add(result);
                throw new Forgotten();
              }
              return result;
            });
      } catch (Forgotten e) {
        return results.get(0);
      }
    }
  }

  private static final class Forgotten extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A way that says of receipts that they are posted, and drops them. */
  private static Transport silent(Transport right) {
    return Faulty.with(
        Transport.class,
        right,
        "mailbox",
        (call, given) ->
            Faulty.with(
                Mailbox.class, (Mailbox) call.with(given), "post", (post, receipts) -> null));
  }
}
