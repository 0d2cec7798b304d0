package io.cds.testkit.network;

import io.cds.api.Actor;
import io.cds.api.CdsHub;
import io.cds.api.EnrolmentCode;
import io.cds.api.PartyCode;
import io.cds.api.Settings;
import io.cds.api.spi.KeyVault;
import io.cds.api.store.Store;
import io.cds.testkit.ManualClock;
import io.cds.testkit.MemoryStore;
import java.util.function.Function;

/**
 * A hub and its parties in one JVM, on one manual clock. Hub and clients come from the engine on
 * the path.
 *
 * <p>Threading: one thread at a time.
 */
public final class Network implements AutoCloseable {
  /** The hub's own party code. */
  public static final PartyCode HUB = PartyCode.of("HUB");

  private static final Actor OFFICER = Actor.of("officer");

  private final Cryptography cryptography;
  private final ManualClock clock;
  private final Settings settings;
  private final Function<PartyCode, Store> stores;
  private final Store store;
  private final KeyVault vault;
  private CdsHub hub;

  /** A network in memory, whose hub runs. */
  public Network(Cryptography cryptography, ManualClock clock, Settings settings) {
    this(cryptography, clock, settings, party -> new MemoryStore(clock));
  }

  /**
   * A network over other stores, whose hub runs.
   *
   * @param stores opens an empty store on the network's clock: one for {@link #HUB}, and one for
   *     each station
   */
  public Network(
      Cryptography cryptography,
      ManualClock clock,
      Settings settings,
      Function<PartyCode, Store> stores) {
    this.cryptography = cryptography;
    this.clock = clock;
    this.settings = settings;
    this.stores = stores;
    this.store = stores.apply(HUB);
    this.vault = cryptography.vault(HUB);
    cryptography.issueReceiptKey(vault, clock.instant());
    this.hub = build();
  }

  /** What it seals and signs with. */
  public Cryptography cryptography() {
    return cryptography;
  }

  /** The clock of all. */
  public ManualClock clock() {
    return clock;
  }

  /** Numbers of hub and clients. */
  public Settings settings() {
    return settings;
  }

  /** The hub's store. */
  public Store store() {
    return store;
  }

  /** The hub that runs now. */
  public CdsHub hub() {
    return hub;
  }

  /** Another node of the hub over the same store takes over. */
  public void restartHub() {
    hub = build();
  }

  /** The hub goes on with a fresh RECEIPT key. */
  public void renewReceiptKey() {
    cryptography.issueReceiptKey(vault, clock.instant());
    restartHub();
  }

  /** Enters a party at the hub. @return the code of its letter */
  public EnrolmentCode admit(PartyCode party) {
    return hub.admit(party, "Party " + party, "機構 " + party, OFFICER);
  }

  /** A party with a client that is not registered yet. */
  public Station station(String party) {
    return new Station(this, PartyCode.of(party));
  }

  /** A party that is registered. */
  public Station registered(String party) {
    Station station = station(party);
    station.register(admit(station.party()));
    return station;
  }

  @Override
  public void close() {
    hub.close();
  }

  /** An empty store for a party. */
  Store storeFor(PartyCode party) {
    return stores.apply(party);
  }

  private CdsHub build() {
    return cryptography.hub(store, vault).settings(settings).clock(clock).build();
  }
}
