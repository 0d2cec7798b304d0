package io.cds.core.hub;

import io.cds.api.CdsHub;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.testkit.MailboxNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The hub's own mailboxes, with no road between. */
final class InProcess implements MailboxNetwork {
  private final Network network = new Network();
  private final CdsHub hub = network.node();
  private final Map<PartyCode, Member> members = new HashMap<>();

  InProcess(PartyCode... parties) {
    for (PartyCode party : parties) {
      members.put(party, network.member(hub, party));
    }
  }

  @Override
  public Mailbox mailbox(PartyCode party) {
    return hub.mailbox(party);
  }

  @Override
  public Envelope seal(MessageKey key, int seal, byte[] clear, List<PartyCode> to) {
    Member[] recipients = to.stream().map(members::get).toArray(Member[]::new);
    return members.get(key.from()).seal(key.id(), seal, clear.length, recipients);
  }

  @Override
  public SignedReceipt delivered(MessageKey key, Envelope about, PartyCode by) {
    return members.get(by).testify(about, ReceiptEvent.DELIVERED);
  }

  @Override
  public void close() {
    hub.close();
  }
}
