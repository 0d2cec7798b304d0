package io.cds.testkit.simulation;

import io.cds.api.CdsException;
import io.cds.api.MessageKey;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.store.ReceiptRow;
import io.cds.testkit.network.Network;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether each receipt is genuine, about what it stands under, and true. */
final class Testimonies {
  private static final Set<ReceiptEvent> OF_WHO_HAS_IT =
      EnumSet.of(ReceiptEvent.DELIVERED, ReceiptEvent.OPENED);

  private final World world;
  private final VouchedKeys keys;
  private final List<String> found = new ArrayList<>();

  Testimonies(World world) {
    this.world = world;
    this.keys = VouchedKeys.of(world);
  }

  List<String> violations() {
    for (Sent message : world.ledger.sent()) {
      message.key().ifPresent(key -> receipts(message, key));
    }
    return found;
  }

  private void receipts(Sent message, MessageKey key) {
    Place from = world.place(message.from());
    for (ReceiptRow row : from.store().transact(tx -> tx.receipts().of(from.party(), key))) {
      String what =
          "receipt %s by %s at %s under %s"
              .formatted(row.text().event(), row.text().by(), from.party(), message);
      try {
        ReceiptText said = world.cryptography.codec().check(row.signed(), keys);
        judge(message, key, row, said, what);
      } catch (CdsException e) {
        found.add("receipt: " + what + " is not genuine: " + e.problem().code());
      }
    }
  }

  private void judge(Sent message, MessageKey key, ReceiptRow row, ReceiptText said, String what) {
    if (!said.equals(row.text()) || !said.key().equals(key)) {
      found.add("receipt: " + what + " says " + said.event() + " of " + said.key());
    } else if (!said.by().equals(Network.HUB) && !message.to().contains(said.by())) {
      found.add("receipt: " + what + " is of nobody who got it");
    } else if (OF_WHO_HAS_IT.contains(said.event())
        && world.place(said.by()).desk().incoming(key).isEmpty()) {
      found.add("receipt: " + what + " is not true: " + said.by() + " does not have it");
    }
  }
}
