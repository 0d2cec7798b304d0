package io.cds.benchmarks;

import io.cds.api.Actor;
import io.cds.api.Attachment;
import io.cds.api.CdsClient;
import io.cds.api.CdsHub;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.MessageId;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.PostQuantum;
import io.cds.api.Schedule;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.spi.ImportResult;
import io.cds.api.spi.KeyVault;
import io.cds.testkit.network.Network;
import io.cds.transport.http.HttpSettings;
import io.cds.transport.http.HttpTransport;
import io.cds.transport.http.hub.HubSettings;
import io.cds.transport.http.jetty.HubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Some schools, a hub on loopback HTTP and an authority, in one process: real envelopes and
 * signatures, keys unlocked in memory.
 */
final class LocalNet implements AutoCloseable {
  private static final PartyCode AUTHORITY = PartyCode.of("EDB");
  private static final int FIRST_SCHOOL = 10_300;

  private final Path folder;
  private final Keeping keeping;
  private final Schedule schedule;
  private final NetKeys keys;
  private final CdsHub hub;
  private final HubServer server;
  private final List<CdsClient> schools = new ArrayList<>();
  private final CdsClient authority;
  private final ExecutorService threads;

  /** So many schools; the schedule is for those who are started. */
  LocalNet(int clients, Keeping.Kind kind, Schedule schedule) throws Exception {
    this.folder = Files.createTempDirectory("benchmark-net");
    this.keeping = kind.open(folder);
    this.schedule = schedule;
    this.keys = new NetKeys(folder);
    KeyVault vault = keys.vault(Network.HUB);
    keys.issueReceiptKey(vault, Clock.systemUTC().instant());
    hub = keys.hub(keeping.store(Network.HUB), vault).build();
    server = HubServer.start(hub.endpoint(), HubServer.Place.loopback(0), HubSettings.defaults());
    authority = registered(AUTHORITY);
    for (int i = 0; i < clients; i++) {
      schools.add(registered(PartyCode.of("%06d".formatted(FIRST_SCHOOL + i))));
    }
    threads = Executors.newFixedThreadPool(clients);
  }

  List<CdsClient> schools() {
    return schools;
  }

  CdsClient authority() {
    return authority;
  }

  /** Processor time of processes beside this one, so far. */
  long serverNanos() {
    return keeping.serverNanos();
  }

  /** What a round has sent. */
  record Sent(CdsClient school, List<MessageId> ids) {}

  /** Each school confirms, seals and sends so many; the hub has accepted them all. */
  List<Sent> accepted(int each, byte[] octets) throws Exception {
    return all(school -> new Sent(school, sent(school, each, octets)));
  }

  /** The authority has stored them all, and each school has its signed receipts. */
  void delivered(List<Sent> sent) throws Exception {
    require(authority.transmission().run(Watch.none()).problems().isEmpty(), "not fetched");
    all(school -> school.transmission().run(Watch.none()));
    requireReceived(sent);
  }

  void requireReceived(List<Sent> sent) {
    for (Sent each : sent) {
      for (MessageId id : each.ids()) {
        OutgoingStatus status =
            each.school().as(Actor.of("clerk")).outgoing(id).orElseThrow().status();
        require(status == OutgoingStatus.RECEIVED, "a message is " + status);
      }
    }
  }

  private List<MessageId> sent(CdsClient school, int each, byte[] octets) throws Exception {
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      MessageId id = confirmed(school, octets);
      encrypt(school, id);
      ids.add(id);
    }
    int sent = school.transmission().run(Watch.none()).sent();
    require(sent == each, "sent " + sent + " of " + each);
    return ids;
  }

  /** A draft to the authority becomes READY. */
  static MessageId confirmed(CdsClient school, byte[] octets) {
    Attachment content =
        new Attachment("content.bin", "application/octet-stream", Source.of(octets));
    Draft draft =
        Draft.to(AUTHORITY, Heading.of("STUDENT", "FORM-A", "benchmark"), List.of(content));
    return school.as(Actor.of("clerk")).confirm(draft);
  }

  static void encrypt(CdsClient school, MessageId id) {
    Outcome sealed = school.as(Actor.of("clerk")).encrypt(id, Workbench.ACCESS, Watch.none());
    require(sealed.done(), "not sealed: " + sealed);
  }

  /** Something that each school does at the same time. */
  private interface Doing<T> {
    T at(CdsClient school) throws Exception;
  }

  private <T> List<T> all(Doing<T> doing) throws Exception {
    List<Callable<T>> tasks = new ArrayList<>();
    schools.forEach(school -> tasks.add(() -> doing.at(school)));
    List<T> results = new ArrayList<>();
    for (Future<T> future : threads.invokeAll(tasks)) {
      results.add(future.get());
    }
    return results;
  }

  private CdsClient registered(PartyCode party) throws Exception {
    CdsClient client =
        keys.client(party, keeping.store(party), keys.vault(party))
            .transport(HttpTransport.to(server.address(), HttpSettings.defaults()))
            .settings(Settings.defaults().with(PostQuantum.OFF))
            .schedule(schedule)
            .handler((message, transaction) -> ImportResult.imported())
            .build();
    client
        .registration()
        .register(
            hub.admit(party, "Party " + party, "機構 " + party, Actor.of("officer")),
            hub.identity().net(),
            Workbench.ACCESS,
            Watch.none());
    return client;
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException("The round did not do its work: " + otherwise);
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    schools.forEach(CdsClient::close);
    authority.close();
    hub.close(); // ends the listings that wait, for which the server would wait
    server.close();
    keeping.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
