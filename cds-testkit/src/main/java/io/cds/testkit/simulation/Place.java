package io.cds.testkit.simulation;

import io.cds.api.Actor;
import io.cds.api.CdsClient;
import io.cds.api.Cursor;
import io.cds.api.Desk;
import io.cds.api.EnrolmentCode;
import io.cds.api.IncomingMessage;
import io.cds.api.MessageKey;
import io.cds.api.OutgoingMessage;
import io.cds.api.OutgoingStatus;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.Watch;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.MessageHandler;
import io.cds.api.spi.Transport;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.Store;
import io.cds.testkit.network.DyingStore;
import io.cds.testkit.network.LoopbackTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A party's machine: what lasts, and the process that runs now. */
final class Place {
  private static final Actor CLERK = Actor.of("clerk");

  private final World world;
  private final PartyCode party;
  private final SkewedClock clock;
  private final Store store;
  private final KeyVault vault;
  private final Transport road;
  private final MessageHandler host;
  private DyingStore process;
  private CdsClient client;
  private int cutOff;

  /** Registered, by a way without faults. */
  Place(World world, PartyCode party, Plan plan) throws Exception {
    this.world = world;
    this.party = party;
    this.clock = new SkewedClock(world.clock);
    this.store = plan.stores().open(party, clock);
    this.vault = world.cryptography.vault(party);
    this.road = plan.ways().way(party, new LoopbackTransport(world.hub::hub));
    this.host = new Host(world, party);
    this.process = new DyingStore(store);
    this.client = client();
    EnrolmentCode code = world.hub.admit(party);
    client
        .registration()
        .register(
            code, world.hub.hub().identity().net(), world.cryptography.person(), Watch.none());
  }

  PartyCode party() {
    return party;
  }

  SkewedClock clock() {
    return clock;
  }

  /** What lasts. */
  Store store() {
    return store;
  }

  CdsClient running() {
    return client;
  }

  Desk desk() {
    return client.as(CLERK);
  }

  /** A fresh process over the same store and vault. */
  void start() {
    process = new DyingStore(store);
    client = client();
  }

  boolean died() {
    return process.died();
  }

  /** The process dies at a transaction to come. */
  void dieAt(int transaction, boolean afterCommit) {
    process.dieAt(transaction, afterCommit);
  }

  /** No call arrives before this step. */
  void cutOff(int until) {
    cutOff = until;
  }

  boolean isCutOff() {
    return world.trace.step() < cutOff;
  }

  /** As it lies in what lasts, whatever becomes of the process. */
  Optional<OutgoingStatus> status(MessageKey own) {
    return store
        .transact(tx -> tx.outgoing().find(new PartyMessage(party, own)))
        .map(OutgoingRow::status);
  }

  List<OutgoingMessage> outgoing() {
    return all(after -> desk().outgoing(after, Desk.MOST));
  }

  List<IncomingMessage> incoming() {
    return all(after -> desk().incoming(after, Desk.MOST));
  }

  void close() {
    road.close();
    store.close();
  }

  private static <T> List<T> all(Function<Cursor, Page<T>> pages) {
    Page<T> page = pages.apply(Cursor.START);
    List<T> all = new ArrayList<>(page.items());
    while (page.more()) {
      page = pages.apply(page.next());
      all.addAll(page.items());
    }
    return all;
  }

  private CdsClient client() {
    return world
        .cryptography
        .client(party, process, vault)
        .transport(new Way(world, this, process, road))
        .handler(host)
        .settings(world.settings)
        .clock(clock)
        .random(world.dice.engine())
        .build();
  }
}
