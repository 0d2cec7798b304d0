package io.cds.api.store;

/** What a store can do beyond the contract. */
public enum Capability {
  /** Several processes may use it at once. */
  SHARED,
  /** It can join a host's transaction. */
  JOINS_HOST,
  /** What it has survives the process. */
  DURABLE
}
