package io.cds.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A hub with three registered parties, and what the contract of mailboxes does with it. */
public abstract class MailboxScene {
  /** A registered party that sends. */
  protected static final PartyCode SCHOOL = PartyCode.of("010300");

  /** Another registered party. */
  protected static final PartyCode OTHER_SCHOOL = PartyCode.of("010301");

  /** A registered party that receives. */
  protected static final PartyCode AUTHORITY = PartyCode.of("EDB");

  private static final int MOST_PAGES = 20;

  private final List<MailboxNetwork> networks = new ArrayList<>();
  private int made;

  /** For the contract. */
  MailboxScene() {}

  /** A fresh hub with the three parties registered; called before each test. */
  protected abstract MailboxNetwork network() throws Exception;

  /**
   * How soon a listing that waits must tell that something came; 20 seconds. A slower way gives
   * more.
   */
  protected Duration patience() {
    return Duration.ofSeconds(20);
  }

  @BeforeEach
  final void begin() throws Exception {
    networks.add(network());
  }

  @AfterEach
  final void end() throws Exception {
    for (MailboxNetwork network : networks) {
      network.close();
    }
  }

  final MailboxNetwork current() {
    return networks.get(networks.size() - 1);
  }

  final Mailbox mailbox(PartyCode party) {
    return current().mailbox(party);
  }

  final Offer submit(Envelope envelope) {
    return mailbox(SCHOOL).submit(List.of(envelope)).get(0);
  }

  final Offer append(Envelope envelope, MessageKey key, long offset) throws IOException {
    byte[] all = octets(envelope.content());
    int end = (int) Math.min(all.length, offset + Mailbox.PIECE);
    return mailbox(SCHOOL)
        .append(key.id(), offset, Source.of(Arrays.copyOfRange(all, (int) offset, end)));
  }

  /** All pieces from here; the hub settles with the last. */
  final Offer upload(Envelope envelope, MessageKey key, long from) throws IOException {
    Offer offer = append(envelope, key, from);
    for (int piece = 1; piece < 100 && offer.receipts().isEmpty(); piece++) {
      offer = append(envelope, key, offer.durable());
    }
    return offer;
  }

  final List<Waiting> everythingWaiting(PartyCode party) {
    Mailbox mailbox = mailbox(party);
    Page<Waiting> page = mailbox.list(Cursor.START, 100, Duration.ZERO);
    List<Waiting> all = new ArrayList<>(page.items());
    for (int pages = 1; page.more() && pages < MOST_PAGES; pages++) {
      page = mailbox.list(page.next(), 100, Duration.ZERO);
      all.addAll(page.items());
    }
    assertFalse(page.more(), "the last page must say that it is the last");
    return all;
  }

  /** The one thing that waits for a party. */
  final Waiting onlyWaiting(PartyCode party, String check) {
    List<Waiting> all = everythingWaiting(party);
    assertEquals(1, all.size(), check);
    return all.get(0);
  }

  final byte[] fetch(MessageKey key, long from, long length) throws IOException {
    try (InputStream in = mailbox(AUTHORITY).content(key, from, length)) {
      return in.readAllBytes();
    }
  }

  final Envelope seal(MessageKey key, int length) {
    return current().seal(key, 1, clear(length), List.of(AUTHORITY));
  }

  final MessageKey nextKey(PartyCode from) {
    return new MessageKey(from, MessageId.of("01890a5d-ac96-774b-bcce-%012x".formatted(++made)));
  }

  static byte[] octets(Source source) throws IOException {
    try (InputStream in = source.open()) {
      return in.readAllBytes();
    }
  }

  /** Octets that do not shrink when they are compressed. */
  static byte[] clear(int length) {
    byte[] octets = new byte[length];
    long state = length + 1L;
    for (int i = 0; i < length; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      octets[i] = (byte) (state >>> 56);
    }
    return octets;
  }
}
