package io.cds.testkit.store;

import io.cds.api.ContentRef;
import io.cds.api.Direction;
import io.cds.api.EncryptionLevel;
import io.cds.api.Event;
import io.cds.api.IncomingStatus;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Priority;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Role;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.RefusalCode;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.store.ArrivalRow;
import io.cds.api.store.ClearFields;
import io.cds.api.store.ContentKey;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.EnrolmentRow;
import io.cds.api.store.HubMessageRow;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.PartyRow;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.SealedParts;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows with every field set, and text beyond ASCII wherever text is free. */
final class Sample {
  static final PartyCode A = PartyCode.of("010300");
  static final PartyCode B = PartyCode.of("EDB-1");

  /** Traditional Chinese; two of its characters lie beyond the basic plane (U+20BB7, U+210C1). */
  static final String HAN = "官立小學\uD842\uDFB7家\uD844\uDCC1";

  static final Instant T = Instant.parse("2026-09-01T08:00:00.123Z");
  private static final int HUNDRED_OCTETS = 100;

  private Sample() {}

  static MessageId id(int n) {
    return MessageId.of("0190e5a4-2f00-7000-8000-%012x".formatted(n));
  }

  static MessageKey key(PartyCode from, int n) {
    return new MessageKey(from, id(n));
  }

  static Sha256 digest(int n) {
    return new Sha256("%064x".formatted(n));
  }

  static Octets octets(int seed) {
    byte[] octets = new byte[HUNDRED_OCTETS];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (seed + i * 7);
    }
    return Octets.of(octets);
  }

  static EnvelopeHead head(int n) {
    return new EnvelopeHead(octets(n), Optional.of(octets(n + 1)), octets(n + 2));
  }

  static ClearFields clear() {
    return new ClearFields(
        HAN,
        "種類\uD842\uDFB7",
        Priority.MOST_URGENT,
        EncryptionLevel.CONFIDENTIAL,
        Optional.of(T.plusSeconds(60)),
        Optional.of(key(B, 9)));
  }

  static Optional<Problem> problem() {
    return Optional.of(Problem.of(ProblemCode.STORE_FAILED, "詳情 " + HAN));
  }

  static OutgoingRow outgoing(PartyCode party, int n) {
    SealedParts sealed =
        new SealedParts(
            2, head(n), digest(n), new ContentRef("sealed-" + n, 77), T.plusSeconds(90));
    return new OutgoingRow(
        party,
        id(n),
        OutgoingStatus.PROCESSING,
        "王\uD842\uDFB7明",
        T,
        true,
        Duration.ofDays(30),
        clear(),
        octets(n),
        List.of(new ContentRef("part-1", 1), new ContentRef("part-0", 5_000_000_000L)),
        Optional.of(sealed),
        3,
        Optional.of(T.plusMillis(1)),
        problem(),
        true,
        0);
  }

  static DeliveryRow delivery(PartyCode party, int n, PartyCode recipient) {
    return new DeliveryRow(
        party,
        id(n),
        recipient,
        Role.COPY,
        OutgoingStatus.SENT,
        Optional.of(T),
        Optional.of(RefusalCode.POLICY),
        0);
  }

  static ArrivalRow arrival(PartyCode party, int n) {
    return new ArrivalRow(
        party,
        key(B, n),
        head(n),
        digest(n),
        Role.ORIGINAL,
        6_000_000_000L,
        Optional.of(T),
        new ContentKey(party, "in/" + n),
        0);
  }

  static IncomingRow incoming(PartyCode party, int n) {
    return new IncomingRow(
        party,
        key(B, n),
        Role.COPY,
        IncomingStatus.DECRYPTED,
        head(n),
        digest(n),
        new ContentRef("content-" + n, 12),
        T,
        Optional.of(T.plusMillis(5)),
        true,
        Optional.of(clear()),
        Optional.of(octets(n)),
        List.of(new ContentRef("p", 0)),
        problem(),
        0);
  }

  static ReceiptRow receipt(PartyCode party, MessageKey message, ReceiptEvent event) {
    ReceiptText text =
        new ReceiptText(
            digest(1),
            message.id(),
            message.from(),
            digest(2),
            event,
            T,
            B,
            event == ReceiptEvent.REFUSED ? Optional.of(RefusalCode.UNREADABLE) : Optional.empty());
    return new ReceiptRow(party, text, new SignedReceipt(octets(event.name().length())));
  }

  static Event event(MessageKey message, String what) {
    return new Event(
        0,
        T,
        Direction.OUTGOING,
        message,
        what,
        Optional.of(B),
        Optional.of("READY"),
        Optional.of("PROCESSING"),
        "陳\uD844\uDCC1",
        problem());
  }

  static KnownKey knownKey(PartyCode party, int n, Instant notBefore) {
    return new KnownKey(
        party,
        KeyUse.OPEN,
        KeyState.ACTIVE,
        octets(n),
        digest(n),
        notBefore,
        notBefore.plus(Duration.ofDays(365)),
        Optional.empty(),
        Optional.empty());
  }

  static PartyRow party(PartyCode owner, PartyCode party) {
    return new PartyRow(
        owner, party, "St. Mary's – №1", HAN, Optional.of(octets(3)), 7, T.plusSeconds(1), 0);
  }

  static EnrolmentRow enrolment(PartyCode party) {
    return new EnrolmentRow(
        party,
        octets(1),
        T,
        4,
        Optional.of(new EnrolmentRequest(party, octets(2), octets(3))),
        Optional.of(new EnrolmentAnswer(octets(4), octets(5))),
        0);
  }

  static HubMessageRow hubMessage(PartyCode party, int n) {
    return new HubMessageRow(
        party,
        id(n),
        head(n),
        digest(n),
        T,
        new ContentKey(party, "up/" + n),
        Optional.of(new ContentRef("whole-" + n, 3)),
        0);
  }

  static WorkKey work(PartyCode party, WorkKind kind, String name) {
    return new WorkKey(party, kind, name);
  }

  static PartyMessage at(PartyCode party, MessageKey message) {
    return new PartyMessage(party, message);
  }
}
