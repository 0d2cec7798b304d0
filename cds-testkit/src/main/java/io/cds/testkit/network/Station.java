package io.cds.testkit.network;

import io.cds.api.Actor;
import io.cds.api.CdsClient;
import io.cds.api.Desk;
import io.cds.api.EnrolmentCode;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Schedule;
import io.cds.api.Settings;
import io.cds.api.Tick;
import io.cds.api.TransmissionReport;
import io.cds.api.Watch;
import io.cds.api.spi.ImportResult;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.MessageHandler;
import io.cds.api.spi.NoticeSink;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.SealedParts;
import io.cds.api.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A party of a {@link Network}: its store, vault and way to the hub, and a client that may be
 * restarted over them.
 *
 * <p>Threading: one thread at a time.
 */
public final class Station {
  private static final Actor CLERK = Actor.of("clerk");

  private final Network network;
  private final PartyCode party;
  private final Store store;
  private final KeyVault vault;
  private final FaultyTransport transport;
  private final List<MessageKey> imported = new ArrayList<>();
  private Settings settings;
  private Schedule schedule = Schedule.defaults();
  private Clock clock;
  private Optional<NoticeSink> notices = Optional.empty();
  private MessageHandler handler = (message, transaction) -> ImportResult.imported();
  private Optional<DyingStore> mortal = Optional.empty();
  private CdsClient client;

  Station(Network network, PartyCode party) {
    this.network = network;
    this.party = party;
    this.store = network.storeFor(party);
    this.vault = network.cryptography().vault(party);
    this.settings = network.settings();
    this.clock = network.clock();
    this.transport = new FaultyTransport(new LoopbackTransport(network::hub));
    this.client = over(store);
  }

  /** The party. */
  public PartyCode party() {
    return party;
  }

  /** What survives a restart. */
  public Store store() {
    return store;
  }

  /** Its keys. */
  public KeyVault vault() {
    return vault;
  }

  /** The way to the hub, with its faults. */
  public FaultyTransport transport() {
    return transport;
  }

  /** The client that runs now. */
  public CdsClient client() {
    return client;
  }

  /** The desk of its clerk. */
  public Desk desk() {
    return client.as(CLERK);
  }

  /** What the host took over: one entry each time that an import committed. */
  public List<MessageKey> imported() {
    return List.copyOf(imported);
  }

  /** From now on the host takes messages over like this. */
  public void handler(MessageHandler next) {
    handler = next;
  }

  /** A fresh client with these settings in place of the network's. */
  public void settings(Settings next) {
    settings = next;
    restart();
  }

  /** A fresh client that transmits by itself at these times. */
  public void schedule(Schedule next) {
    schedule = next;
    restart();
  }

  /** A fresh client by this clock in place of the network's; store and vault keep theirs. */
  public void clock(Clock next) {
    clock = next;
    restart();
  }

  /** From now on notices go here, with a fresh client. */
  public void notices(NoticeSink next) {
    notices = Optional.of(next);
    restart();
  }

  /** A fresh client over the same store, vault and transport. */
  public void restart() {
    mortal = Optional.empty();
    client = over(store);
  }

  /** A fresh client whose process dies at a chosen transaction. */
  public DyingStore mortal() {
    mortal = Optional.of(new DyingStore(store));
    client = over(mortal.get());
    return mortal.get();
  }

  /** Whether the client's process has died. */
  public boolean died() {
    return mortal.filter(DyingStore::died).isPresent();
  }

  /** The desk of a client beside the one that runs, over the same store. */
  public Desk fresh() {
    return over(store).as(CLERK);
  }

  /** Registers with this code and the hub's true root. */
  public void register(EnrolmentCode code) {
    client
        .registration()
        .register(
            code, network.hub().identity().net(), network.cryptography().person(), Watch.none());
  }

  /** How a message of its own lies in its store, sealed. */
  public SealedParts sealed(MessageId id) {
    PartyMessage message = new PartyMessage(party, new MessageKey(party, id));
    return store
        .transact(tx -> tx.outgoing().find(message))
        .flatMap(OutgoingRow::sealed)
        .orElseThrow();
  }

  /** One ad hoc transmission. */
  public TransmissionReport run() {
    return client.transmission().run(Watch.none());
  }

  /** One transmission of what is due. */
  public TransmissionReport runDue() {
    return client.transmission().runDue(Watch.none());
  }

  /** What is due by its schedule. */
  public Tick tick() {
    return client.tick(Watch.none());
  }

  private CdsClient over(Store view) {
    CdsClient.Builder builder = network.cryptography().client(party, view, vault);
    notices.ifPresent(builder::notices);
    return builder
        .transport(transport)
        .handler(
            (message, transaction) -> {
              ImportResult result = handler.handle(message, transaction);
              transaction.afterCommit(() -> imported.add(message.key()));
              return result;
            })
        .settings(settings)
        .schedule(schedule)
        .clock(clock)
        .build();
  }
}
