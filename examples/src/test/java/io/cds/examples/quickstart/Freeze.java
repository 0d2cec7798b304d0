package io.cds.examples.quickstart;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import io.cds.testkit.ForwardingStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Stops its own process, as {@code kill -STOP} does, before the n-th of its transactions or after
 * it: with what it leased, in the middle of a call. Never within a transaction, of any thread: an
 * SQLite file whose writer is stopped there is nobody's until it goes on.
 */
final class Freeze {
  private final Path folder;
  private final String role;
  private final int at;
  private final AtomicInteger moments = new AtomicInteger();
  private final ReentrantReadWriteLock running = new ReentrantReadWriteLock();

  private Freeze(Path folder, String role, int at) {
    this.folder = folder;
    this.role = role;
    this.at = at;
  }

  /** That of a role, by the plan in the folder; none for 0. */
  static Freeze planned(Path folder, String role) throws IOException {
    Path plan = folder.resolve(role + ".freeze");
    int at = Files.exists(plan) ? Integer.parseInt(Files.readString(plan)) : 0;
    return new Freeze(folder, role, at);
  }

  /** Where a process tells that it stops, with its process id. */
  static Path told(Path folder, String role) {
    return folder.resolve(role + ".frozen");
  }

  /** The same store, with these moments. */
  Store around(Store store) {
    return new ForwardingStore(store) {
      @Override
      public <R> R transact(Work<R> work) {
        pass();
        R answer = whole(() -> super.transact(work));
        pass();
        return answer;
      }

      @Override
      public Sink stage(ContentKey key, long resumeAt) {
        return new WholeSink(whole(() -> super.stage(key, resumeAt)));
      }

      @Override
      public void discard(ContentKey key) {
        whole(
            () -> {
              super.discard(key);
              return true;
            });
      }

      @Override
      public int sweep(Duration age) {
        return whole(() -> super.sweep(age));
      }
    };
  }

  private <R> R whole(Supplier<R> call) {
    running.readLock().lock();
    try {
      return call.get();
    } finally {
      running.readLock().unlock();
    }
  }

  private void pass() {
    if (moments.incrementAndGet() != at) {
      return;
    }
    running.writeLock().lock();
    try {
      String process = String.valueOf(ProcessHandle.current().pid());
      Path fresh = folder.resolve(role + ".new");
      Files.writeString(fresh, process);
      Files.move(fresh, told(folder, role));
      new ProcessBuilder("kill", "-STOP", process).inheritIO().start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("Process of [" + role + "] cannot stop itself", e);
    } finally {
      running.writeLock().unlock();
    }
  }

  /** No step of it is cut. */
  private final class WholeSink implements Sink {
    private final Sink sink;

    WholeSink(Sink sink) {
      this.sink = sink;
    }

    @Override
    public void write(ByteBuffer piece) throws IOException {
      running.readLock().lock();
      try {
        sink.write(piece);
      } finally {
        running.readLock().unlock();
      }
    }

    @Override
    public long durable() {
      return sink.durable();
    }

    @Override
    public ContentRef finish() throws IOException {
      running.readLock().lock();
      try {
        return sink.finish();
      } finally {
        running.readLock().unlock();
      }
    }

    @Override
    public void close() throws IOException {
      running.readLock().lock();
      try {
        sink.close();
      } finally {
        running.readLock().unlock();
      }
    }
  }
}
