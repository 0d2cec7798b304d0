package io.cds.testkit.simulation;

import io.cds.api.HostTransaction;
import io.cds.api.OpenedMessage;
import io.cds.api.PartyCode;
import io.cds.api.spi.ImportResult;
import io.cds.api.spi.MessageHandler;
import java.io.IOException;

/** A host that takes messages over; sometimes it will not, and sometimes it fails itself. */
final class Host implements MessageHandler {
  private final World world;
  private final PartyCode party;

  Host(World world, PartyCode party) {
    this.world = world;
    this.party = party;
  }

  @Override
  public ImportResult handle(OpenedMessage message, HostTransaction transaction)
      throws IOException {
    if (world.stormy() && world.dice.percent(8)) {
      return ImportResult.refused("not today");
    }
    String octets = Ledger.digest(message.attachments());
    int step = world.trace.step();
    transaction.afterCommit(() -> world.ledger.taken(party, message, octets, step));
    if (world.stormy() && world.dice.percent(4)) {
      throw new IOException("a failure of the host's own");
    }
    return ImportResult.imported();
  }
}
