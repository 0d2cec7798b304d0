package io.cds.testkit.simulation;

import io.cds.api.Actor;
import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.EnrolmentCode;
import io.cds.api.PartyCode;
import io.cds.api.spi.KeyVault;
import io.cds.api.store.Store;
import io.cds.testkit.network.DyingStore;
import io.cds.testkit.network.Network;

/** The hub's machine: what lasts, and the node that runs now. */
final class HubPlace {
  private final World world;
  private final Store store;
  private final KeyVault vault;
  private DyingStore process;
  private CdsHub hub;

  HubPlace(World world, Stores stores) throws Exception {
    this.world = world;
    this.store = stores.open(Network.HUB, world.clock);
    this.vault = world.cryptography.vault(Network.HUB);
    world.cryptography.issueReceiptKey(vault, world.clock.instant());
    this.process = new DyingStore(store);
    this.hub = node();
  }

  /** The node that runs now, or ran last. */
  CdsHub hub() {
    return hub;
  }

  /** What lasts. */
  Store store() {
    return store;
  }

  EnrolmentCode admit(PartyCode party) {
    return hub.admit(party, "Party " + party, "機構 " + party, Actor.of("officer"));
  }

  /** A fresh node over the same store. */
  void start() {
    process = new DyingStore(store);
    hub = node();
  }

  boolean died() {
    return process.died();
  }

  /** The node dies at a transaction to come. */
  void dieAt(int transaction, boolean afterCommit) {
    process.dieAt(transaction, afterCommit);
  }

  /** Does what is due, as a schedule would; nothing if it is dead, or dies of it. */
  int tick() {
    try {
      return died() ? 0 : hub.tick();
    } catch (CdsException e) {
      if (died()) {
        return 0;
      }
      throw e;
    }
  }

  void close() {
    store.close();
  }

  private CdsHub node() {
    return world
        .cryptography
        .hub(process, vault)
        .settings(world.settings)
        .clock(world.clock)
        .random(world.dice.engine())
        .build();
  }
}
