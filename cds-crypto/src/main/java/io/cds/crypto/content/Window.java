package io.cds.crypto.content;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * Works that are done side by side and come out in the order in which they went in, a bounded
 * number at a time.
 *
 * <p>The owner's thread works too, on whatever nobody has begun: an executor that is busy, stopped
 * or the owner's own never holds anything up. Used by one thread.
 */
final class Window<T> implements AutoCloseable {

  private final Crew crew;
  private final Deque<FutureTask<T>> works = new ArrayDeque<>();
  private volatile boolean closed;

  Window(Crew crew) {
    this.crew = crew;
  }

  boolean isFull() {
    return works.size() >= crew.window();
  }

  boolean isEmpty() {
    return works.isEmpty();
  }

  void add(Callable<T> work) {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              if (closed) {
                throw new IllegalStateException("Cannot work on: the content was given up");
              }
              return work.call();
            });
    works.add(task);
    if (crew.width() > 1) {
      try {
        crew.executor().execute(task);
      } catch (RejectedExecutionException e) {
        // Nobody helps: take() does the work itself.
      }
    }
  }

  /** The oldest result; its fault is thrown as it was. */
  T take() throws IOException {
    FutureTask<T> oldest = works.element();
    for (FutureTask<T> task : works) {
      if (oldest.isDone()) {
        break;
      }
      task.run();
    }
    try {
      T result = oldest.get();
      works.remove();
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The thread was interrupted at work on a content");
    } catch (ExecutionException e) {
      throw rethrown(Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  /** Gives up what was not begun and waits for the rest: afterwards nobody touches a buffer. */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    while (!works.isEmpty()) {
      FutureTask<T> task = works.remove();
      task.run();
      interrupted |= waited(task);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean waited(FutureTask<?> task) {
    boolean interrupted = false;
    while (true) {
      try {
        task.get();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        return interrupted; // Nobody wants the result any more.
      }
    }
  }

  private static IOException rethrown(Throwable cause) throws IOException {
    if (cause instanceof RuntimeException fault) {
      throw fault;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof IOException fault) {
      return fault;
    }
    return new IOException("Cannot work on a content", cause);
  }
}
