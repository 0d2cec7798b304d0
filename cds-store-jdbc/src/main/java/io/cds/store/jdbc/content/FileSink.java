package io.cds.store.jdbc.content;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.store.ContentKey;
import io.cds.store.jdbc.sql.Database;
import io.cds.store.jdbc.sql.Durability;
import io.cds.store.jdbc.sql.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Content while it is staged in a file that no other sink writes. First the file and its name wait
 * for the disk, then the database is told how far it is durable, every 8 MiB and at the end.
 */
final class FileSink implements Sink {
  private static final long STEP = 8L << 20;

  private final Database database;
  private final ContentDirectory directory;
  private final ContentKey key;
  private final Held held;
  private final Stretch own;
  private @Nullable FileChannel channel;
  private boolean named;
  private long length;
  private volatile long durable;
  private @Nullable RuntimeException failure;
  private boolean ended;

  /**
   * @param held what it goes on with, and its token
   * @param own where it writes; its length does not matter
   */
  FileSink(Database database, ContentDirectory directory, ContentKey key, Held held, Stretch own) {
    this.database = database;
    this.directory = directory;
    this.key = key;
    this.held = held;
    this.own = own;
    this.length = held.length();
    this.durable = held.length();
  }

  @Override
  public void write(ByteBuffer piece) {
    open();
    sticking(
        () -> {
          while (piece.hasRemaining()) {
            put(piece);
            if (length - durable >= STEP) {
              settle();
              tell(Optional.of(key), false);
            }
          }
        });
  }

  /** A part of it: beside a large array the channel would keep as much memory again. */
  private void put(ByteBuffer piece) throws IOException {
    int end = piece.limit();
    piece.limit(Math.min(end, piece.position() + ContentDirectory.SLICE));
    try {
      length += channel().write(piece, length - own.from());
    } finally {
      piece.limit(end);
    }
  }

  private FileChannel channel() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      named = directory.isThere(own.file());
      open = directory.write(own.file(), durable - own.from());
      channel = open;
    }
    return open;
  }

  /** What was written, and the name of a new file, waits for the disk. */
  private void settle() throws IOException {
    force();
    if (channel != null && !named) {
      directory.sync(own.file());
      named = true;
    }
  }

  private void force() throws IOException {
    if (channel != null) {
      channel.force(false);
    }
  }

  /**
   * Tells the database. Without a key it is finished.
   *
   * @param left whether another sink may go on in this file
   */
  private void tell(Optional<ContentKey> unfinished, boolean left) {
    boolean ours =
        database.write(
            Durability.PROCESS,
            transaction -> {
              boolean written =
                  ContentTable.written(
                      transaction.session(),
                      held.place(),
                      held.token(),
                      length,
                      unfinished,
                      transaction.session().now());
              if (left) {
                ContentTable.leave(transaction.session(), held.place(), held.token());
              }
              return written;
            });
    if (!ours) {
      throw taken();
    }
    durable = length;
  }

  private CdsException taken() {
    return Fault.failed("content " + key.name() + " was discarded, or staged anew by another");
  }

  @Override
  public long durable() {
    return durable;
  }

  @Override
  public ContentRef finish() {
    open();
    sticking(
        () -> {
          force();
          closeChannel();
          directory.complete(Stretch.of(held.grown(length), starts()));
          tell(Optional.empty(), false);
        });
    ended = true;
    return held.place().ref(length);
  }

  /** Whoever was overtaken must not rename what another writes. */
  private List<FileTable.Start> starts() {
    List<FileTable.Start> starts =
        database.read(session -> FileTable.ofWriter(session, key, held.place(), held.token()));
    if (starts.isEmpty()) {
      throw taken();
    }
    return starts;
  }

  /** Keeps what was written, for a sink that goes on. */
  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    if (failure == null) {
      sticking(this::leave);
    }
  }

  private void leave() throws IOException {
    settle();
    closeChannel();
    if (length > durable) {
      tell(Optional.of(key), true);
    } else {
      database.write(
          Durability.PROCESS,
          transaction -> ContentTable.leave(transaction.session(), held.place(), held.token()));
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  /** The first failure sticks. One of the disk gives back the room of what is not durable. */
  private void sticking(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      CdsException fault = directory.fault("write", e);
      failure = fault;
      giveBack(fault);
      throw fault;
    } catch (RuntimeException e) {
      failure = e;
      try {
        closeChannel();
      } catch (IOException unclosed) {
        e.addSuppressed(unclosed);
      }
      throw e;
    }
  }

  private void giveBack(CdsException cause) {
    try {
      if (channel != null) {
        channel.truncate(durable - own.from());
      }
      closeChannel();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private void closeChannel() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
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
