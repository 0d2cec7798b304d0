package io.cds.api.store;

import io.cds.api.HostTransaction;
import java.time.Instant;

/** One transaction: the tables, as typed rows. Valid until the work returns, on its thread only. */
public interface StoreTransaction {
  /**
   * The store's clock, which leases and stamps go by; the same throughout the transaction, in whole
   * milliseconds.
   */
  Instant now();

  /** This transaction as a host's handler sees it. */
  HostTransaction host();

  /** Contents. */
  Contents contents();

  /** Outgoing messages. */
  Outgoings outgoing();

  /** A row per recipient of an outgoing message. */
  Deliveries deliveries();

  /** Envelopes that are on their way in: head stored, content not yet whole. */
  Arrivals arrivals();

  /** Incoming messages. */
  Incomings incoming();

  /** Receipts, ours and others'. */
  Receipts receipts();

  /** Events. */
  Events events();

  /** Work that is due, leased. */
  Works works();

  /** Small named values. */
  States states();

  /** Public keys that count. */
  Keys keys();

  /** Parties. */
  Parties parties();

  /** Hub role: enrolments. */
  Enrolments enrolments();

  /** Hub role: messages in the senders' partitions. */
  HubMessages hubMessages();

  /** Hub role: what waits for each party. */
  Feeds feeds();
}
