package io.cds.api;

/** What a party does about suite 2, which holds against quantum computers too. */
public enum PostQuantum {
  /** Makes no keys of suite 2 and seals by suite 1. */
  OFF,
  /** Makes the keys, and seals by suite 2 wherever sender and all recipients can; else by 1. */
  OFFERED,
  /** The same, and demands it: seals by no other suite, and asks all senders for it. */
  REQUIRED
}
