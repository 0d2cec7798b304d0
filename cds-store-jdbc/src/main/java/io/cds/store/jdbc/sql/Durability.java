package io.cds.store.jdbc.sql;

/** What a commit waits for. */
public enum Durability {
  /** The disk: it survives a crash of the machine. */
  MACHINE("FULL"),
  /**
   * The operating system: it survives a crash of the process. For pieces of content: the
   * transaction that binds them waits for the disk, and for all that was committed before it.
   */
  PROCESS("NORMAL");

  private final String synchronous;

  Durability(String synchronous) {
    this.synchronous = synchronous;
  }

  String pragma() {
    return "PRAGMA synchronous = " + synchronous;
  }
}
