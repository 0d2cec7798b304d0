package io.cds.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Transport;
import io.cds.api.spi.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A served hub with three parties: what the contracts of transports have in common. */
public abstract class TransportScene {
  static final Instant NOW = Instant.parse("2026-03-01T04:05:06Z");
  static final PartyCode SCHOOL = PartyCode.of("010300");
  static final PartyCode OTHER_SCHOOL = PartyCode.of("010301");
  static final PartyCode AUTHORITY = PartyCode.of("EDB");
  private static final int MOST_PAGES = 20;

  /** The hub that is served. */
  protected final FakeHub hub = new FakeHub(Clock.fixed(NOW, ZoneOffset.UTC));

  final FakeParty school = party(SCHOOL);
  final FakeParty otherSchool = party(OTHER_SCHOOL);
  final FakeParty authority = party(AUTHORITY);
  private final List<Transport> transports = new ArrayList<>();
  private int sent;

  /** Makes the hub reachable; called before each test. */
  protected abstract void serve(HubEndpoint endpoint) throws Exception;

  /** Makes the hub unreachable, as a crash would; called at least once after each test. */
  protected abstract void goAway() throws Exception;

  /** A fresh transport to the served hub. */
  protected abstract Transport connect();

  /**
   * How long a call may take to tell that the hub is gone, and a listing that waits to tell that
   * something came; 20 seconds. A slower way gives more.
   */
  protected Duration patience() {
    return Duration.ofSeconds(20);
  }

  /** For the contracts. */
  TransportScene() {}

  final FakeParty party(PartyCode code) {
    return FakeParty.create(code, hub.clock());
  }

  @BeforeEach
  final void begin() throws Exception {
    List.of(school, otherSchool, authority).forEach(hub::register);
    serve(hub);
  }

  @AfterEach
  final void end() throws Exception {
    transports.forEach(Transport::close);
    goAway();
  }

  final Transport transport() {
    Transport transport = connect();
    transports.add(transport);
    return transport;
  }

  /** A mailbox over a fresh transport. */
  final Mailbox mailbox(FakeParty party) {
    return transport().mailbox(party.code(), party, hub.codec());
  }

  final List<Waiting> everythingWaiting(FakeParty party) {
    Mailbox mailbox = mailbox(party);
    List<Waiting> all = new ArrayList<>();
    Page<Waiting> page = mailbox.list(Cursor.START, 100, Duration.ZERO);
    all.addAll(page.items());
    for (int pages = 1; page.more() && pages < MOST_PAGES; pages++) {
      page = mailbox.list(page.next(), 100, Duration.ZERO);
      all.addAll(page.items());
    }
    assertFalse(page.more(), "the last page must say that it is the last");
    return all;
  }

  /** The one thing that waits for a party. */
  final Waiting onlyWaiting(FakeParty party, String check) {
    List<Waiting> all = everythingWaiting(party);
    assertEquals(1, all.size(), check);
    return all.get(0);
  }

  final byte[] fetch(MessageKey message, long from, long length) throws IOException {
    try (InputStream in = mailbox(authority).content(message, from, length)) {
      return in.readAllBytes();
    }
  }

  static Source piece(byte[] content, int from) {
    return Source.of(
        Arrays.copyOfRange(content, from, Math.min(content.length, from + Mailbox.PIECE)));
  }

  final Envelope envelope(PartyCode from, MessageId id, byte[] content, PartyCode to) {
    return new Envelope(
        PlainForms.head(from, id, content.length, List.of(to), octets(4_096)), Source.of(content));
  }

  final MessageId nextId() {
    return MessageId.of("01890a5d-ac96-774b-bcce-%012x".formatted(++sent));
  }

  static byte[] octets(int length) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) (i ^ (i >>> 8) * 31 ^ (i >>> 16) * 7);
    }
    return octets;
  }

  static EnrolmentRequest request(int kind) {
    return new EnrolmentRequest(SCHOOL, Octets.of(new byte[] {(byte) kind}), mac());
  }

  static Octets mac() {
    return Octets.of(octets(32));
  }
}
