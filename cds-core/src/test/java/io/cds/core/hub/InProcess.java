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

/** A hub in this process, and the road to its mailboxes. */
final class InProcess implements MailboxNetwork {
  private final Network network = new Network();
  private final CdsHub hub = network.node();
  private final Map<PartyCode, Member> members = new HashMap<>();

  private final Road road;

  /** How a party comes to its mailbox. */
  interface Road {
    Mailbox mailbox(CdsHub hub, Member member);
  }

  /** With no road between. */
  InProcess(PartyCode... parties) {
    this((hub, member) -> hub.mailbox(member.code), parties);
  }

  InProcess(Road road, PartyCode... parties) {
    this.road = road;
    for (PartyCode party : parties) {
      members.put(party, network.member(hub, party));
    }
  }

  @Override
  public Mailbox mailbox(PartyCode party) {
    return road.mailbox(hub, members.get(party));
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
