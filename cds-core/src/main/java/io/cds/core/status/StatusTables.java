package io.cds.core.status;

import static io.cds.api.IncomingStatus.DECRYPTED;
import static io.cds.api.IncomingStatus.DECRYPT_FAIL;
import static io.cds.api.IncomingStatus.ENCRYPTED;
import static io.cds.api.IncomingStatus.IMPORTED;
import static io.cds.api.IncomingStatus.IMPORT_FAIL;
import static io.cds.api.OutgoingStatus.EXPIRED;
import static io.cds.api.OutgoingStatus.PROCESSING;
import static io.cds.api.OutgoingStatus.READY;
import static io.cds.api.OutgoingStatus.RECEIVED;
import static io.cds.api.OutgoingStatus.SEND_FAIL;
import static io.cds.api.OutgoingStatus.SENT;

import io.cds.api.IncomingStatus;
import io.cds.api.OutgoingStatus;
import java.util.Comparator;
import java.util.List;

/** The two tables of statuses, as far as the verbs exist. */
public final class StatusTables {
  /** Outgoing messages; a recipient's part moves by the same lines. */
  public static final StatusTable<OutgoingStatus, OutgoingEvent> OUTGOING = outgoing();

  /** Incoming messages. */
  public static final StatusTable<IncomingStatus, IncomingEvent> INCOMING = incoming();

  private static final List<OutgoingStatus> ADVANCE =
      List.of(READY, PROCESSING, SEND_FAIL, EXPIRED, SENT, RECEIVED);

  private StatusTables() {}

  /** Least advanced first: the least advanced recipient gives a message its status. */
  public static Comparator<OutgoingStatus> advance() {
    return Comparator.comparingInt(ADVANCE::indexOf);
  }

  private static StatusTable<OutgoingStatus, OutgoingEvent> outgoing() {
    // Long: one table, to be read as one.
    return new StatusTable.Lines<OutgoingStatus, OutgoingEvent>()
        .begin(OutgoingEvent.CONFIRM, READY, "check report without errors; right")
        .from(
            List.of(READY),
            OutgoingEvent.ENCRYPT,
            PROCESSING,
            "registered; own key valid now; every recipient's key known and valid; right")
        .from(
            List.of(PROCESSING, SEND_FAIL),
            OutgoingEvent.ENCRYPT,
            PROCESSING,
            "not accepted, and a key that it was sealed with ended or was renewed; the same id, seal + 1")
        .from(
            List.of(PROCESSING, SEND_FAIL),
            OutgoingEvent.ACCEPTED,
            SENT,
            "the hub's signed receipt")
        .from(
            List.of(PROCESSING, SEND_FAIL, EXPIRED, SENT),
            OutgoingEvent.DELIVERED,
            RECEIVED,
            "the recipient's signed receipt, by either road")
        .from(
            List.of(PROCESSING, SENT),
            OutgoingEvent.REFUSED,
            SEND_FAIL,
            "a signed refusal; its code is kept")
        .staying(
            List.of(SEND_FAIL, RECEIVED),
            OutgoingEvent.REFUSED,
            "a signed refusal; marked with its code")
        .from(
            List.of(PROCESSING),
            OutgoingEvent.EXHAUSTED,
            SEND_FAIL,
            "attempts or send window used up, or a key that it was sealed with ended; the reason is kept")
        .from(List.of(PROCESSING, SENT), OutgoingEvent.EXPIRE, EXPIRED, "time to live passed")
        .from(
            List.of(SENT, SEND_FAIL, RECEIVED),
            OutgoingEvent.RESEND,
            PROCESSING,
            "time to live not passed; right; the same octets and id")
        .staying(List.of(SEND_FAIL), OutgoingEvent.EXPORT, "right; marked as exported")
        .table();
  }

  private static StatusTable<IncomingStatus, IncomingEvent> incoming() {
    return new StatusTable.Lines<IncomingStatus, IncomingEvent>()
        .begin(IncomingEvent.ARRIVE, ENCRYPTED, "signature, sender, addressee and digests checked")
        .from(
            List.of(ENCRYPTED, DECRYPT_FAIL),
            IncomingEvent.OPEN,
            DECRYPTED,
            "the corresponding key; right")
        .from(
            List.of(ENCRYPTED, DECRYPT_FAIL),
            IncomingEvent.OPEN_FAILED,
            DECRYPT_FAIL,
            "any cause but a wrong passphrase")
        .staying(List.of(DECRYPTED, IMPORTED, IMPORT_FAIL), IncomingEvent.VIEW, "right")
        .staying(List.of(DECRYPTED, IMPORTED, IMPORT_FAIL), IncomingEvent.REPLY, "right")
        .from(
            List.of(DECRYPTED, IMPORT_FAIL),
            IncomingEvent.IMPORT,
            IMPORTED,
            "right; the host's handler in the same transaction")
        .from(
            List.of(DECRYPTED, IMPORT_FAIL),
            IncomingEvent.IMPORT_FAILED,
            IMPORT_FAIL,
            "nothing that the handler wrote is kept")
        .table();
  }
}
