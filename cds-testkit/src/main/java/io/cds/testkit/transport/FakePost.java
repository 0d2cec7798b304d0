package io.cds.testkit.transport;

import io.cds.api.CdsException;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.envelope.Addressee;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.Routing;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Waiting;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the fake hub holds for all parties; its monitor guards everything. */
final class FakePost {
  private final EnvelopeCodec codec;
  private final Clock clock;
  private final Map<MessageKey, Stored> messages = new HashMap<>();
  private final Map<PartyCode, List<Waiting>> feeds = new HashMap<>();
  private final Map<PartyCode, Octets> keyRecords = new HashMap<>();
  private int listeners;

  FakePost(EnvelopeCodec codec, Clock clock) {
    this.codec = codec;
    this.clock = clock;
  }

  /** One message as the hub holds it. */
  static final class Stored {
    final Routing routing;
    final EnvelopeHead head;
    final ByteArrayOutputStream content = new ByteArrayOutputStream();
    final List<SignedReceipt> receipts = new ArrayList<>();

    Stored(Routing routing, EnvelopeHead head) {
      this.routing = routing;
      this.head = head;
    }

    boolean whole() {
      return content.size() == routing.content().length();
    }
  }

  synchronized Stored offer(PartyCode sender, EnvelopeHead head) {
    Routing routing = codec.peek(head.routing());
    if (!routing.from().equals(sender)) {
      throw new CdsException(Problem.of(ProblemCode.INVALID_ENVELOPE));
    }
    Stored stored = messages.computeIfAbsent(routing.key(), k -> new Stored(routing, head));
    acceptIfWhole(stored);
    return stored;
  }

  synchronized Stored append(MessageKey message, long offset, byte[] piece) {
    Stored stored = known(message);
    if (offset == stored.content.size()) {
      stored.content.writeBytes(piece);
      acceptIfWhole(stored);
    }
    return stored;
  }

  private void acceptIfWhole(Stored stored) {
    if (!stored.whole() || !stored.receipts.isEmpty()) {
      return;
    }
    MessageKey key = stored.routing.key();
    SignedReceipt accepted =
        PlainForms.receipt(
            key.from(), key.id(), ReceiptEvent.ACCEPTED, PartyCode.of("HUB"), clock.instant());
    stored.receipts.add(accepted);
    Source content = Source.of(stored.content.toByteArray());
    for (Addressee to : stored.routing.to()) {
      feed(
          to.party(),
          new Waiting(
              key,
              Optional.of(stored.head),
              content.length(),
              content.length() <= Mailbox.SMALL ? Optional.of(content) : Optional.empty(),
              List.of(accepted)));
    }
  }

  private void feed(PartyCode to, Waiting item) {
    feeds.computeIfAbsent(to, p -> new ArrayList<>()).add(item);
    notifyAll();
  }

  synchronized void post(PartyCode by, SignedReceipt receipt) {
    ReceiptText text = codec.peek(receipt);
    Stored stored = known(text.key());
    if (text.by().equals(by) && !stored.receipts.contains(receipt)) {
      stored.receipts.add(receipt);
      feed(
          text.from(),
          new Waiting(text.key(), Optional.empty(), 0, Optional.empty(), List.of(receipt)));
    }
  }

  synchronized Stored known(MessageKey message) {
    return Optional.ofNullable(messages.get(message))
        .orElseThrow(() -> new CdsException(Problem.of(ProblemCode.UNKNOWN_MESSAGE)));
  }

  /** What waits after this place, once there is something or the time is over. */
  synchronized List<Waiting> waiting(PartyCode party, int after, long millis)
      throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    List<Waiting> feed = feeds.computeIfAbsent(party, p -> new ArrayList<>());
    long left = millis;
    listeners++;
    notifyAll();
    while (feed.size() <= after && left > 0) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    listeners--;
    return List.copyOf(feed.subList(Math.min(after, feed.size()), feed.size()));
  }

  /** Whether somebody waits for news, or comes to do so within this time. */
  synchronized boolean awaitListener(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    long left = millis;
    while (listeners == 0 && left > 0) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return listeners > 0;
  }

  synchronized void publish(PartyCode party, Octets record) {
    keyRecords.put(party, record);
  }

  synchronized Optional<Octets> keyRecord(PartyCode party) {
    return Optional.ofNullable(keyRecords.get(party));
  }
}
