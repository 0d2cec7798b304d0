package io.cds.store.jdbc.sql;

/** What a commit waits for. */
public enum Durability {
  /** The disk: it survives a crash of the machine. */
  MACHINE,
  /**
   * The operating system, or the database's own process: it survives a crash of ours. For pieces of
   * content: the transaction that binds them waits for the disk, and for all that was committed
   * before it.
   */
  PROCESS
}
