package io.cds.store.jdbc.table;

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
import io.cds.store.jdbc.sql.Transaction;
import java.time.Instant;

/** All tables of one transaction. */
public record Tables(Transaction transaction, Contents contents) implements StoreTransaction {
  @Override
  public Instant now() {
    return transaction.now();
  }

  @Override
  public HostTransaction host() {
    return transaction;
  }

  @Override
  public Outgoings outgoing() {
    return new OutgoingTable(transaction);
  }

  @Override
  public Deliveries deliveries() {
    return new DeliveryTable(transaction);
  }

  @Override
  public Arrivals arrivals() {
    return new ArrivalTable(transaction);
  }

  @Override
  public Incomings incoming() {
    return new IncomingTable(transaction);
  }

  @Override
  public Receipts receipts() {
    return new ReceiptTable(transaction);
  }

  @Override
  public Events events() {
    return new EventTable(transaction);
  }

  @Override
  public Works works() {
    return new WorkTable(transaction);
  }

  @Override
  public States states() {
    return new StateTable(transaction);
  }

  @Override
  public Keys keys() {
    return new KeyTable(transaction);
  }

  @Override
  public Parties parties() {
    return new PartyTable(transaction);
  }

  @Override
  public Enrolments enrolments() {
    return new EnrolmentTable(transaction);
  }

  @Override
  public HubMessages hubMessages() {
    return new HubMessageTable(transaction);
  }

  @Override
  public Feeds feeds() {
    return new FeedTable(transaction);
  }
}
