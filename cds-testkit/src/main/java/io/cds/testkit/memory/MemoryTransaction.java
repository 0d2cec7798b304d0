package io.cds.testkit.memory;

import io.cds.api.HostTransaction;
import io.cds.api.store.Arrivals;
import io.cds.api.store.Contents;
import io.cds.api.store.Deliveries;
import io.cds.api.store.Enrolments;
import io.cds.api.store.Events;
import io.cds.api.store.Feeds;
import io.cds.api.store.HubMessages;
import io.cds.api.store.Incomings;
import io.cds.api.store.Keys;
import io.cds.api.store.Outgoings;
import io.cds.api.store.Parties;
import io.cds.api.store.Receipts;
import io.cds.api.store.States;
import io.cds.api.store.StoreTransaction;
import io.cds.api.store.Works;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** One transaction over the tables. */
record MemoryTransaction(
    Tables tables,
    ContentShelf shelf,
    AtomicLong tokens,
    Journal journal,
    Instant now,
    HostTransaction host)
    implements StoreTransaction {

  @Override
  public Contents contents() {
    return new MemoryContents(shelf, journal);
  }

  @Override
  public Outgoings outgoing() {
    return new MemoryOutgoings(tables, journal);
  }

  @Override
  public Deliveries deliveries() {
    return new MemoryDeliveries(tables, journal);
  }

  @Override
  public Arrivals arrivals() {
    return new MemoryArrivals(tables, journal);
  }

  @Override
  public Incomings incoming() {
    return new MemoryIncomings(tables, journal);
  }

  @Override
  public Receipts receipts() {
    return new MemoryReceipts(tables, journal);
  }

  @Override
  public Events events() {
    return new MemoryEvents(tables, journal);
  }

  @Override
  public Works works() {
    return new MemoryWorks(tables.works, tokens, journal, now);
  }

  @Override
  public States states() {
    return new MemoryStates(tables.states, journal);
  }

  @Override
  public Keys keys() {
    return new MemoryKeys(tables, journal);
  }

  @Override
  public Parties parties() {
    return new MemoryParties(tables, journal);
  }

  @Override
  public Enrolments enrolments() {
    return new MemoryEnrolments(tables, journal);
  }

  @Override
  public HubMessages hubMessages() {
    return new MemoryHubMessages(tables, journal);
  }

  @Override
  public Feeds feeds() {
    return new MemoryFeeds(tables, journal);
  }
}
