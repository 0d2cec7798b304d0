package io.cds.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.cds.api.CdsHub;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.Mailbox;
import io.cds.api.store.Store;
import io.cds.store.jdbc.PostgresStore;
import io.cds.testkit.network.Network;
import io.cds.transport.http.HttpSettings;
import io.cds.transport.http.HttpTransport;
import io.cds.transport.http.hub.HubSettings;
import io.cds.transport.http.jetty.HubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A hub of two nodes over one PostgreSQL, on loopback HTTP, with an authority and so many schools
 * in its directory. The schools are entered through the store, by hundreds in a transaction.
 */
final class ManySchools implements AutoCloseable {
  static final int NODES = 2;
  private static final int CONNECTIONS = 12;
  private static final int FIRST_SCHOOL = 10_300;
  private static final int TOGETHER = 100;

  private final Path folder = Files.createTempDirectory("benchmark-schools");
  private final Instant now = Instant.now().minus(Duration.ofSeconds(1));
  private final NetKeys keys = new NetKeys(folder, new MemoryRoot(Network.HUB, now));
  private final PostgresPlace place = new PostgresPlace();
  private final List<HikariDataSource> pools = new ArrayList<>();
  private final List<CdsHub> hubs = new ArrayList<>();
  private final List<HubServer> servers = new ArrayList<>();
  private final List<HttpTransport> ways = new ArrayList<>();
  private final LightParty authority;
  private final List<LightParty> schools;

  ManySchools(int count) throws Exception {
    place.create("hub");
    KeyVault vault = keys.vault(Network.HUB);
    keys.issueReceiptKey(vault, now);
    authority = party("EDB");
    schools =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(i -> party("%06d".formatted(FIRST_SCHOOL + i)))
            .toList();
    try (HikariDataSource pool = place.pool("hub", 1);
        Store store = PostgresStore.over(pool)) {
      enter(store, List.of(authority));
      for (int i = 0; i < count; i += TOGETHER) {
        enter(store, schools.subList(i, Math.min(count, i + TOGETHER)));
      }
    }
    place.execute("VACUUM ANALYZE");
    for (int node = 0; node < NODES; node++) {
      HikariDataSource pool = place.pool("hub", CONNECTIONS);
      pools.add(pool);
      CdsHub hub = keys.hub(PostgresStore.over(pool), vault).build();
      hubs.add(hub);
      HubServer server =
          HubServer.start(
              hub.endpoint(),
              HubServer.Place.loopback(0),
              HubSettings.defaults().withCalls(100_000, 100_000));
      servers.add(server);
      ways.add(HttpTransport.to(server.address(), HttpSettings.defaults()));
    }
  }

  private LightParty party(String code) {
    return new LightParty(PartyCode.of(code), keys.codec(), keys.authority(), now);
  }

  private void enter(Store store, List<LightParty> parties) {
    store.transact(
        tx -> {
          parties.forEach(party -> party.enter(tx, now));
          return true;
        });
  }

  LightParty authority() {
    return authority;
  }

  List<LightParty> schools() {
    return schools;
  }

  /** The mailbox of a party at a node. */
  Mailbox mailbox(LightParty party, int node) {
    return ways.get(node).mailbox(party.code(), party, keys.codec());
  }

  long serverNanos() {
    return place.processorNanos();
  }

  /** By what anybody checks receipts without a network: the root, and certificates that it made. */
  OfflineReceipts receipts() {
    HubIdentity hub = hubs.get(0).identity();
    Octets transmit = authority.known(KeyUse.TRANSMIT).certificate();
    List<Octets> certificates = new ArrayList<>(hub.receiptCertificates());
    certificates.add(transmit);
    return new OfflineReceipts(keys.codec(), hub.root(), certificates);
  }

  @Override
  public void close() throws IOException {
    servers.forEach(HubServer::close);
    hubs.forEach(CdsHub::close);
    pools.forEach(HikariDataSource::close);
    place.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
