package io.cds.store.jdbc.content;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.store.ContentKey;
import io.cds.store.jdbc.sql.Database;
import io.cds.store.jdbc.sql.Durability;
import io.cds.store.jdbc.sql.Fault;
import io.cds.store.jdbc.sql.Session;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Content while it is staged: pieces of 1 MiB, two of them a commit, so that the one writer is held
 * for milliseconds and memory stays small.
 */
final class PieceSink implements Sink {
  private static final int PIECE = 1 << 20;
  private static final int PIECES_PER_COMMIT = 2;

  private final Database database;
  private final ContentKey key;
  private final ContentPlace place;
  private final long token;
  private final List<Piece> waiting = new ArrayList<>();
  private byte[] current = new byte[0];
  private int filled;
  private long length;
  private volatile long durable;
  private @Nullable RuntimeException failure;
  private boolean ended;

  PieceSink(Database database, ContentKey key, ContentPlace place, long token, long length) {
    this.database = database;
    this.key = key;
    this.place = place;
    this.token = token;
    this.length = length;
    this.durable = length;
  }

  @Override
  public void write(ByteBuffer piece) {
    open();
    while (piece.hasRemaining()) {
      if (filled == current.length) {
        cut();
        if (waiting.size() == PIECES_PER_COMMIT) {
          commit(Optional.of(key));
        }
        current = new byte[PIECE];
      }
      int n = Math.min(piece.remaining(), current.length - filled);
      piece.get(current, filled, n);
      filled += n;
      length += n;
    }
  }

  /** Puts what was filled among the pieces that wait for a commit. */
  private void cut() {
    if (filled > 0) {
      byte[] octets = filled == current.length ? current : Arrays.copyOf(current, filled);
      waiting.add(new Piece(length - filled, octets));
    }
    current = new byte[0];
    filled = 0;
  }

  /** Without a key it is finished. */
  private void commit(Optional<ContentKey> unfinished) {
    try {
      boolean ours =
          database.write(
              Durability.PROCESS, transaction -> write(transaction.session(), unfinished));
      if (!ours) {
        throw Fault.failed("content " + key.name() + " was discarded, or staged anew by another");
      }
    } catch (RuntimeException e) {
      failure = e;
      waiting.clear();
      throw e;
    }
    waiting.clear();
    durable = length;
  }

  /** Nothing is written if another has taken over. */
  private boolean write(Session session, Optional<ContentKey> unfinished) {
    boolean ours = ContentTable.written(session, place, token, length, unfinished, session.now());
    if (ours) {
      waiting.forEach(piece -> ContentTable.add(session, place, piece));
    }
    return ours;
  }

  @Override
  public long durable() {
    return durable;
  }

  @Override
  public ContentRef finish() {
    open();
    cut();
    commit(Optional.empty());
    ended = true;
    return place.ref(length);
  }

  /** Keeps what was written, for a sink that goes on. */
  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    if (failure == null && length > durable) {
      cut();
      commit(Optional.of(key));
    }
  }

  private void open() {
    if (failure != null) {
      throw failure;
    }
    if (ended) {
      throw new IllegalStateException(
          "Content [" + key.name() + "] is finished or closed; expected no call after that");
    }
  }
}
