package io.cds.store.jdbc;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/**
 * The machine's file system, behind one that is asked before it changes anything and may refuse.
 * Paths that {@link #path} gives, and all that are made of them, go this way.
 *
 * <p>Threading: any.
 */
public final class WatchedDisk {
  private final WatchedProvider provider = new WatchedProvider(this);
  private volatile Guard guard = (act, path) -> {};

  /** A disk on which all goes well. */
  public WatchedDisk() {}

  /** What is about to be done. */
  public enum Act {
    /** Opening a file for writing, which may make it. */
    OPEN,
    /** Writing octets. */
    WRITE,
    /** Waiting for the disk with a file or a folder. */
    FORCE,
    /** Giving a file another name; told by the new one. */
    MOVE,
    /** Making a folder. */
    FOLDER,
    /** Removing a file. */
    DELETE
  }

  /** Asked before anything changes. */
  @FunctionalInterface
  public interface Guard {
    /** Lets it happen by returning. */
    void before(Act act, Path path) throws IOException;
  }

  /** This place, by way of this disk. */
  public Path path(Path real) {
    return provider.watched(real);
  }

  /** From now on this one is asked. */
  public void guard(Guard next) {
    guard = next;
  }

  /** From now on there is no room. */
  public void fill() {
    guard =
        (act, path) -> {
          if (act == Act.WRITE || act == Act.FOLDER) {
            throw new IOException("No space left on device");
          }
        };
  }

  /** From now on nothing may be changed. */
  public void protect() {
    guard =
        (act, path) -> {
          throw new AccessDeniedException(path.toString());
        };
  }

  /** From now on all goes well again. */
  public void mend() {
    guard = (act, path) -> {};
  }

  void ask(Act act, Path real) throws IOException {
    guard.before(act, real);
  }
}
