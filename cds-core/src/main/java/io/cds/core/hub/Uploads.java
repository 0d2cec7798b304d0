package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.MessageKey;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.store.HubMessageRow;
import io.cds.api.store.StoreTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes the pieces of a content. What counts is what the store holds; the locks only keep two calls
 * of one node from writing the same content at once. Between nodes the store's sink is fenced, and
 * the digest of the whole decides.
 */
final class Uploads {
  private static final int BUFFER = 1 << 16;
  private static final int STRIPES = 64;

  private final HubParts parts;
  private final Completion completion;
  private final Retrying retrying;
  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  Uploads(HubParts parts, Completion completion, Retrying retrying) {
    this.parts = parts;
    this.completion = completion;
    this.retrying = retrying;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  /** How far the content of this message is; settles it if it is whole. */
  Offer stand(MessageKey message) {
    ReentrantLock stripe = stripes[Math.floorMod(message.hashCode(), STRIPES)];
    stripe.lock();
    try {
      return standLocked(message);
    } finally {
      stripe.unlock();
    }
  }

  /** Takes a piece at the offset where the content ends now; else tells where that is. */
  Offer append(MessageKey message, long offset, Source piece) {
    ReentrantLock stripe = stripes[Math.floorMod(message.hashCode(), STRIPES)];
    stripe.lock();
    try {
      return appendLocked(message, offset, piece);
    } finally {
      stripe.unlock();
    }
  }

  private Offer standLocked(MessageKey message) {
    return completion.settle(message).orElseGet(() -> unfinished(message, Optional.empty()));
  }

  private Offer appendLocked(MessageKey message, long offset, Source piece) {
    Optional<Offer> settled = completion.settle(message);
    if (settled.isPresent()) {
      return settled.get();
    }
    Offer before = unfinished(message, Optional.empty());
    Optional<HubMessageRow> stored = rowOf(message);
    if (stored.isEmpty() || offset != before.durable()) {
      return before;
    }
    HubMessageRow row = stored.get();
    long total = parts.codec().peek(row.head().routing()).content().length();
    boolean last = piece.length() == total - offset;
    if (piece.length() != Math.min(Mailbox.PIECE, total - offset)) {
      return unfinished(message, Optional.of(wrongPiece(offset, piece, total)));
    }
    Optional<ContentRef> whole = write(row, offset, piece, last);
    if (whole.isEmpty()) {
      return unfinished(message, Optional.empty());
    }
    retrying.transact(tx -> bind(tx, row, whole.get()));
    return standLocked(message);
  }

  /** Binds the whole content, still unchecked; should this node die now, the work goes on later. */
  private boolean bind(StoreTransaction tx, HubMessageRow row, ContentRef whole) {
    Standing standing = Standing.of(tx, parts.party(), row.key());
    Optional<HubMessageRow> stored =
        standing
            .row()
            .filter(r -> r.routing().equals(row.routing()) && r.content().isEmpty())
            .filter(r -> !standing.settled(r.routing()));
    if (stored.isEmpty()) {
      return false;
    }
    tx.contents().bind(whole);
    tx.hubMessages()
        .replace(
            new HubMessageRow(
                row.party(),
                row.id(),
                row.head(),
                row.routing(),
                row.expires(),
                row.staging(),
                Optional.of(whole),
                stored.get().version()));
    tx.works().enqueue(FanOutWork.ofMessage(row.key()), tx.now().plus(parts.settings().lease()));
    return true;
  }

  private Optional<ContentRef> write(HubMessageRow row, long offset, Source piece, boolean last) {
    try (Sink sink = parts.store().stage(row.staging(), offset);
        InputStream in = piece.open()) {
      byte[] buffer = new byte[BUFFER];
      long left = piece.length();
      while (left > 0) {
        int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (n < 0) {
          throw new IOException("Piece ended [" + left + "] octets early");
        }
        sink.write(ByteBuffer.wrap(buffer, 0, n));
        left -= n;
      }
      return last ? Optional.of(sink.finish()) : Optional.empty();
    } catch (IOException e) {
      throw new CdsException(
          Problem.of(
              ProblemCode.HUB_FAILED, "piece of " + row.key() + " at " + offset + " not stored"),
          e);
    }
  }

  private Offer unfinished(MessageKey message, Optional<Problem> problem) {
    Standing standing = parts.store().read(tx -> Standing.of(tx, parts.party(), message));
    List<SignedReceipt> receipts = standing.signed();
    if (standing.row().isEmpty()) {
      if (receipts.isEmpty()) {
        throw unknown(message);
      }
      return new Offer(message, 0, receipts, problem);
    }
    long held = parts.store().durable(standing.row().get().staging());
    return new Offer(message, held - held % Mailbox.PIECE, receipts, problem);
  }

  private Optional<HubMessageRow> rowOf(MessageKey message) {
    return parts.store().read(tx -> Standing.of(tx, parts.party(), message).row());
  }

  private static Problem wrongPiece(long offset, Source piece, long total) {
    return Problem.of(
        ProblemCode.INVALID_ENVELOPE,
        "piece of " + piece.length() + " octets at " + offset + " of a content of " + total);
  }

  /** Alike for an id that never was and for another party's. */
  private static CdsException unknown(MessageKey message) {
    return new CdsException(Problem.of(ProblemCode.UNKNOWN_MESSAGE, message.id().value()));
  }
}
