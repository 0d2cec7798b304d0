package io.cds.examples.hub;

import io.cds.api.CdsHub;
import io.cds.api.KeyUse;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.testkit.MailboxNetwork;
import java.util.List;
import java.util.function.Function;

/** A fresh hub with real keys; the road to it is the test's choice. */
final class RealNetwork implements MailboxNetwork {
  private final RealHub real;
  private final CdsHub hub;
  private final Function<RealParty, Mailbox> road;
  private final Runnable closing;

  RealNetwork(RealHub real, CdsHub hub, Function<RealParty, Mailbox> road, Runnable closing) {
    this.real = real;
    this.hub = hub;
    this.road = road;
    this.closing = closing;
  }

  @Override
  public Mailbox mailbox(PartyCode party) {
    return road.apply(real.registered(party));
  }

  @Override
  public Envelope seal(MessageKey key, int seal, byte[] clear, List<PartyCode> to) {
    List<RealParty> recipients = to.stream().map(real::registered).toList();
    return real.registered(key.from()).seal(key, seal, clear, recipients);
  }

  @Override
  public SignedReceipt delivered(MessageKey key, Envelope about, PartyCode by) {
    return real.registered(by).testify(key, about, ReceiptEvent.DELIVERED, KeyUse.TRANSMIT);
  }

  @Override
  public void close() {
    closing.run();
    hub.close();
  }
}
