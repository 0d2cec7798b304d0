package io.cds.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.Actor;
import io.cds.api.Attachment;
import io.cds.api.CdsClient;
import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.Desk;
import io.cds.api.Draft;
import io.cds.api.EnrolmentCode;
import io.cds.api.Heading;
import io.cds.api.KeyAccess;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.ZipReport;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.store.jdbc.SqliteStore;
import io.cds.transport.http.HttpTransport;
import io.cds.transport.http.hub.HubSettings;
import io.cds.transport.http.jetty.HubServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A school's folder is copied and moved to another machine, over real HTTP, SQLite and key files:
 * the copy that was left behind opens what it has, and can do no more.
 */
@Timeout(60)
class MovedInstallationTest {
  private static final KeyAccess KEY = SmallHost.typed("a passphrase 密碼𠮷");
  private static final Outcome DONE = new Outcome.Done();
  private static final PartyCode SCHOOL = PartyCode.of("010300");
  private static final PartyCode EDB = PartyCode.of("EDB");

  private Path folder;
  private URI address;

  @Test
  void the_copy_that_was_left_behind_reads_what_it_has_and_no_more(@TempDir Path home)
      throws Exception {
    folder = home;
    try (CdsHub hub = RunHub.found(Files.createDirectories(folder.resolve("hub")), KEY);
        HubServer server =
            HubServer.start(hub.endpoint(), HubServer.Place.loopback(0), HubSettings.defaults())) {
      address = server.address();
      register(hub, SCHOOL);
      register(hub, EDB);
      MessageKey had = sent("EDB", EDB, SCHOOL);
      assertThat(problems("010300", SCHOOL)).isEmpty();
      copy(folder.resolve("010300"), folder.resolve("new"));

      try (CdsClient moved = client("new", SCHOOL)) {
        moved.registration().move(KEY, Watch.none());
      }

      byte[] zip = asserted(had);
      MessageKey fresh = sent("new", SCHOOL, EDB);
      assertThat(problems("EDB", EDB)).isEmpty();
      try (CdsClient edb = client("EDB", EDB)) {
        assertThat(desk(edb).decrypt(fresh, KEY, Watch.none())).isEqualTo(DONE);
        ZipReport.Entry entry =
            desk(edb).importZip(new ByteArrayInputStream(zip), Watch.none()).entries().get(0);
        assertThat(entry.result()).isEqualTo(ZipReport.Result.REFUSED);
        assertThat(entry.problem().orElseThrow().detail()).contains("SIGNER_REVOKED");
      }
      try (CdsClient moved = client("new", SCHOOL)) {
        assertThat(desk(moved).decrypt(had, KEY, Watch.none())).as("OPEN moved").isEqualTo(DONE);
        assertThat(moved.transmission().run(Watch.none()).problems()).isEmpty();
      }
    }
  }

  /** What the old place can do and cannot. @return a .zip that it made all the same */
  private byte[] asserted(MessageKey had) throws Exception {
    try (CdsClient old = client("010300", SCHOOL)) {
      assertThat(desk(old).decrypt(had, KEY, Watch.none())).isEqualTo(DONE);
      MessageId id = desk(old).confirm(draft(EDB));
      assertThat(desk(old).encrypt(id, KEY, Watch.none())).isEqualTo(DONE);
      assertThat(codes(old)).containsExactly(ProblemCode.REQUEST_REFUSED);
      assertThat(desk(old).outgoing(id).orElseThrow().status()).isEqualTo(OutgoingStatus.SEND_FAIL);
      for (Runnable act :
          List.<Runnable>of(
              () -> old.registration().move(KEY, Watch.none()),
              () -> old.registration().publish(KEY))) {
        assertThat(catchThrowableOfType(CdsException.class, act::run).problem().code())
            .isEqualTo(ProblemCode.REQUEST_REFUSED);
      }
      ByteArrayOutputStream zip = new ByteArrayOutputStream();
      assertThat(desk(old).export(id, zip, Watch.none())).isEqualTo(DONE);
      return zip.toByteArray();
    }
  }

  private void register(CdsHub hub, PartyCode party) throws IOException {
    EnrolmentCode code = hub.admit(party, party.value(), party.value(), Actor.of("staff"));
    try (CdsClient client = client(party.value(), party)) {
      client.registration().register(code, hub.identity().net(), KEY, Watch.none());
    }
  }

  private MessageKey sent(String place, PartyCode from, PartyCode to) throws IOException {
    try (CdsClient client = client(place, from)) {
      MessageId id = desk(client).confirm(draft(to));
      assertThat(desk(client).encrypt(id, KEY, Watch.none())).isEqualTo(DONE);
      assertThat(client.transmission().run(Watch.none()).sent()).isEqualTo(1);
      return new MessageKey(from, id);
    }
  }

  private List<ProblemCode> problems(String place, PartyCode party) throws IOException {
    try (CdsClient client = client(place, party)) {
      return codes(client);
    }
  }

  private static List<ProblemCode> codes(CdsClient client) {
    return client.transmission().run(Watch.none()).problems().stream().map(Problem::code).toList();
  }

  private static Draft draft(PartyCode to) {
    return Draft.to(
        to,
        Heading.of("STU", "FORMA", "離校學生"),
        List.of(new Attachment("a.csv", "text/csv", Source.of(new byte[] {1}))));
  }

  private static Desk desk(CdsClient client) {
    return client.as(Actor.of("clerk"));
  }

  private CdsClient client(String place, PartyCode party) throws IOException {
    Path home = Files.createDirectories(folder.resolve(place));
    Clock clock = Clock.systemUTC();
    return CdsClient.builder()
        .party(party)
        .store(SqliteStore.builder().file(home.resolve("cds.sqlite")).clock(clock).open())
        .vault(Pkcs12Vault.open(home.resolve("vault"), clock, new SecureRandom()))
        .transport(HttpTransport.to(address))
        .unattended(KEY)
        .settings(Settings.defaults().retrying(1, Duration.ofSeconds(30), Duration.ofMinutes(5)))
        .clock(clock)
        .build();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      all.forEach(path -> copy(path, from, to));
    }
  }

  private static void copy(Path path, Path from, Path to) {
    try {
      Files.copy(path, to.resolve(from.relativize(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
