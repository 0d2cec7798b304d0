package io.cds.api;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a person does with messages, on behalf of one {@link Actor}. Only called, never
 * implemented by hosts.
 *
 * <p><b>Guarantees.</b> Each verb is all or nothing; each status change writes an {@link Event} in
 * its own transaction. Only some statuses allow a verb; otherwise it is refused with every reason.
 *
 * <p><b>Failure.</b> {@link RefusedException} where a verb that returns no {@link Outcome} is
 * refused; {@link CdsException} for failures of store or vault: then nothing changed.
 *
 * <p><b>Threading.</b> Safe for several threads. Verbs with a {@link Watch} do long work on the
 * calling thread.
 */
public interface Desk {
  /** Most items of one page. */
  int MOST = 1000;

  /** All findings of all checks on this draft at once; changes nothing. */
  CheckReport check(Draft draft);

  /**
   * Makes the draft an outgoing message, READY, in a transaction of its own. Starts nothing: only
   * {@link #encrypt} does.
   *
   * @throws RefusedException while the check report has errors, or if the user may not
   */
  MessageId confirm(Draft draft);

  /**
   * Copies the draft's attachments into the store, encrypted at rest, and gives the same draft over
   * these copies: confirming it then writes a few rows and no content. For {@link #confirm(Draft,
   * HostTransaction)} on stores with one writer, which cannot take content in while the host's
   * transaction is open. Copies that no confirm follows within two days are dropped.
   *
   * @throws RefusedException while the check report has errors, or if the user may not
   */
  Draft keep(Draft draft);

  /**
   * The same, joined to the host's own transaction: it exists exactly if the host commits. Long
   * content is best copied before, by {@link #keep}.
   *
   * @throws CdsException if the store's tables are not reached by the host's transaction
   */
  MessageId confirm(Draft draft, HostTransaction transaction);

  /**
   * READY → PROCESSING: seals the message to every recipient's present key and hands it to
   * transmission.
   */
  Outcome encrypt(MessageId id, KeyAccess key, Watch watch);

  /** SENT, SEND_FAIL or RECEIVED → PROCESSING: the same octets are offered again. */
  Outcome resend(MessageId id);

  /**
   * SEND_FAIL only: writes the message as a .zip for the offline road (docs/envelope-v1.md) and
   * marks it exported. Ask {@link #whyNot} before you open a file to write to: what is refused
   * writes nothing.
   *
   * @throws IOException if {@code out} fails; it is not closed
   */
  Outcome export(MessageId id, OutputStream out, Watch watch) throws IOException;

  /**
   * Takes the messages and receipts of a .zip in, by the same checks as from the hub. All or
   * nothing per message; a message that was stored before changes nothing.
   *
   * @throws IOException if {@code in} fails; it is not closed
   * @throws InvalidEnvelopeException if the .zip breaks its profile
   */
  ZipReport importZip(InputStream in, Watch watch) throws IOException;

  /** ENCRYPTED or DECRYPT_FAIL → DECRYPTED: verifies, opens and checks the whole message. */
  Outcome decrypt(MessageKey message, KeyAccess key, Watch watch);

  /**
   * DECRYPTED or IMPORT_FAIL → IMPORTED: the host's handler and this status in one transaction, so
   * exactly once.
   *
   * @return {@code Done} also if it was imported before: then the handler is not called
   */
  Outcome importMessage(MessageKey message);

  /**
   * The opened message. Each of its attachments is read by itself: a stretch of one ({@link
   * Source#open(long, long)}) costs little more than that stretch, however large the message is.
   *
   * @throws RefusedException before DECRYPTED, or if the user may not
   */
  OpenedMessage view(MessageKey message);

  /**
   * Every reason for which this user cannot do this to this message now; none means it can be done.
   */
  List<Problem> whyNot(Action action, MessageKey message);

  /** One outgoing message. */
  Optional<OutgoingMessage> outgoing(MessageId id);

  /**
   * Outgoing messages in the order of their confirmation. A page may hold fewer than {@code most},
   * even none, and more follow: go on from {@link Page#next()} while {@link Page#more()}.
   *
   * @param after {@link Cursor#START}, or where an earlier page ended
   * @param most 1 to {@value #MOST}
   * @throws IllegalArgumentException if {@code most} is out of range
   */
  Page<OutgoingMessage> outgoing(Cursor after, int most);

  /** One incoming message. */
  Optional<IncomingMessage> incoming(MessageKey message);

  /**
   * Incoming messages in the order of their arrival; else as {@link #outgoing(Cursor, int)}.
   *
   * @throws IllegalArgumentException if {@code most} is out of range
   */
  Page<IncomingMessage> incoming(Cursor after, int most);

  /**
   * Accepts the keys of a party that registered anew, so that messages can be sealed to it again.
   * For a person who asked that party, by a way that is not the hub's, for the SHA-256 of its
   * present SIGN certificate ({@link OwnKey#certificate()}).
   *
   * @return refused with {@code RECIPIENT_REENROLLED} if its SIGN certificate is another
   */
  Outcome acceptKey(PartyCode party, Sha256 certificate);

  /** The history of one message, oldest first. */
  List<Event> history(MessageKey message);
}
