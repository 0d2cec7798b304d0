package io.cds.testkit.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What one transaction has to undo, and what it promised to do after its commit. */
final class Journal {
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private final List<Runnable> removals = new ArrayList<>();
  private final List<Runnable> hints = new ArrayList<>();
  private final Thread owner = Thread.currentThread();
  private boolean ended;

  /** Every read and write passes here. */
  void use() {
    if (ended || Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "Transaction of store [memory] used by thread ["
              + Thread.currentThread().getName()
              + "], ended ["
              + ended
              + "]; expected thread ["
              + owner.getName()
              + "] before the work returns: keep no table beyond the work");
    }
  }

  void undoBy(Runnable step) {
    undo.push(step);
  }

  void removeAfterCommit(Runnable removal) {
    removals.add(removal);
  }

  void hint(Runnable hint) {
    hints.add(hint);
  }

  /** Where to roll back to, for a part of a transaction that failed. */
  int mark() {
    return undo.size();
  }

  void rollback(int mark) {
    while (undo.size() > mark) {
      undo.pop().run();
    }
  }

  void rollback() {
    ended = true;
    rollback(0);
  }

  /** Ends it. @return the hints, to be run once the lock is free */
  List<Runnable> commit() {
    ended = true;
    removals.forEach(Runnable::run);
    return List.copyOf(hints);
  }
}
