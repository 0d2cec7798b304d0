package io.cds.testkit.memory;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.HostTransaction;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import io.cds.testkit.HostSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** The store: one transaction at a time. */
public final class Memory {
  private static final System.Logger LOG = System.getLogger(Memory.class.getName());

  private final Clock clock;
  private final Tables tables = new Tables();
  private final ContentShelf shelf;
  private final AtomicLong tokens = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();

  /** An empty one. */
  public Memory(Clock clock) {
    this.clock = clock;
    this.shelf = new ContentShelf(clock);
  }

  /** As {@link Store#transact}. */
  public <R> R transact(Store.Work<R> work) {
    try (Session session = begin()) {
      R result = run(session.host(), work);
      session.commit();
      return result;
    }
  }

  /** As {@link Store#read}; refuses work that wrote. */
  public <R> R read(Store.Work<R> work) {
    return transact(
        tx -> {
          R result = work.run(tx);
          if (tx.host().unwrap(Host.class).orElseThrow().journal().mark() > 0) {
            throw new IllegalStateException("A reading of store [memory] wrote; use transact()");
          }
          return result;
        });
  }

  /** A transaction of a host. */
  public Session begin() {
    free("begin a transaction", "one transaction at a time on a thread");
    lock.lock();
    return new Session(this, new Host(this, new Journal()));
  }

  /** As {@link Store#join}. */
  public <R> R join(HostTransaction transaction, Store.Work<R> work) {
    Host host =
        transaction
            .unwrap(Host.class)
            .filter(h -> h.memory() == this)
            .orElseThrow(
                () -> failed("the host's transaction does not reach the tables of this store"));
    host.journal().use();
    int mark = host.journal().mark();
    try {
      return run(host, work);
    } catch (Throwable e) {
      host.journal().rollback(mark);
      throw e;
    }
  }

  private <R> R run(Host host, Store.Work<R> work) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try {
      return work.run(new MemoryTransaction(tables, shelf, tokens, host.journal(), now, host));
    } catch (Exception e) {
      throw Memory.<RuntimeException>asItIs(e);
    }
  }

  /** Passes an exception of the work through, checked or not. */
  @SuppressWarnings("unchecked") // the compiler is told a type; nothing is converted
  private static <E extends Exception> RuntimeException asItIs(Exception e) throws E {
    throw (E) e;
  }

  /** Ends a host's transaction. @return hints, to be run now */
  List<Runnable> end(Journal journal, boolean commit) {
    try {
      if (commit) {
        return journal.commit();
      }
      journal.rollback();
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  /** As {@link Store#stage}. */
  public Sink stage(ContentKey key, long resumeAt) {
    free("stage content [" + key.name() + "]", "staging before the transaction that binds it");
    return shelf.stage(key, resumeAt);
  }

  /** As {@link Store#durable}. */
  public long durable(ContentKey key) {
    return shelf.durable(key);
  }

  /** As {@link Store#content}. */
  public Source content(ContentRef ref) {
    return shelf.source(ref);
  }

  /** As {@link Store#discard}. */
  public void discard(ContentKey key) {
    free("discard content [" + key.name() + "]", "it outside of transactions");
    shelf.discard(key);
  }

  /** As {@link Store#sweep}. */
  public int sweep(Duration age) {
    free("sweep", "it outside of transactions");
    lock.lock();
    try {
      return shelf.sweep(clock.instant().minus(age));
    } finally {
      lock.unlock();
    }
  }

  private void free(String attempt, String expected) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "Store [memory] was asked to "
              + attempt
              + " inside a transaction of this thread; expected "
              + expected
              + ", as a database with one writer does");
    }
  }

  private static CdsException failed(String detail) {
    return new CdsException(Problem.of(ProblemCode.STORE_FAILED, detail));
  }

  /** What a transaction is to others. */
  record Host(Memory memory, Journal journal) implements HostTransaction {
    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
      return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public void afterCommit(Runnable hint) {
      journal.use();
      journal.hint(hint);
    }
  }

  /** A host's transaction, which its host ends. */
  public static final class Session implements HostSession {
    private final Memory memory;
    private final Host host;
    private boolean ended;

    private Session(Memory memory, Host host) {
      this.memory = memory;
      this.host = host;
    }

    Host host() {
      return host;
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
      return host.unwrap(type);
    }

    @Override
    public void afterCommit(Runnable hint) {
      host.afterCommit(hint);
    }

    @Override
    public void commit() {
      for (Runnable hint : end(true)) {
        try {
          hint.run();
        } catch (RuntimeException e) {
          LOG.log(
              System.Logger.Level.WARNING, "A hint after a commit failed; the commit stands", e);
        }
      }
    }

    @Override
    public void rollback() {
      end(false);
    }

    private List<Runnable> end(boolean commit) {
      host.journal().use();
      ended = true;
      return memory.end(host.journal(), commit);
    }

    @Override
    public void close() {
      if (!ended) {
        rollback();
      }
    }
  }
}
