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
import io.cds.api.Source;
import io.cds.api.Stage;
import io.cds.api.Watch;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.store.jdbc.SqliteStore;
import io.cds.transport.http.HttpTransport;
import io.cds.transport.http.hub.HubSettings;
import io.cds.transport.http.jetty.HubServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The seven things that go wrong first, over real HTTP, SQLite and key files: the problem names
 * what is wrong, the message is still there, and goes through once the cause is mended.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatGoesWrongTest {
  private static final KeyAccess RIGHT = SmallHost.typed("a passphrase 密碼𠮷");
  private static final Clock CLOCK = Clock.systemUTC();
  private static final int LARGE = 3 << 20;

  private Path folder;
  private CdsHub hub;
  private HubServer server;

  @BeforeAll
  void open(@TempDir Path home) throws Exception {
    folder = home;
    hub = RunHub.found(Files.createDirectories(folder.resolve("hub")), RIGHT);
    server = HubServer.start(hub.endpoint(), HubServer.Place.loopback(0), HubSettings.defaults());
    register("010300", CLOCK);
    register("EDB", CLOCK);
  }

  @AfterAll
  void close() {
    server.close();
    hub.close();
  }

  @Test
  void aWrongPassphraseIsToldBeforeAnyContentIsSealedOrOpened() throws Exception {
    KeyAccess wrong = SmallHost.typed("not this one");
    MessageId id = confirm("EDB", LARGE);
    List<Stage> stages = new ArrayList<>();
    try (CdsClient school = client("010300")) {
      Outcome outcome = desk(school).encrypt(id, wrong, seeing(stages));
      assertTold(failed(outcome), ProblemCode.WRONG_PASSPHRASE, "keys.p12");
    }
    assertThat(stages).isEmpty();
    assertThat(status(id)).isEqualTo(OutgoingStatus.READY);
    encrypt(id);
    assertDelivered(id);

    MessageKey message = new MessageKey(PartyCode.of("010300"), id);
    try (CdsClient edb = client("EDB")) {
      Outcome outcome = desk(edb).decrypt(message, wrong, seeing(stages));
      assertTold(failed(outcome), ProblemCode.WRONG_PASSPHRASE, "keys.p12");
      assertThat(stages).isEmpty();
      assertThat(desk(edb).decrypt(message, RIGHT, Watch.none())).isInstanceOf(Outcome.Done.class);
    }
  }

  @Test
  void aHubThatIsNotThereIsNamed() throws Exception {
    assertNotSent(ProblemCode.HUB_UNREACHABLE, "http://localhost:1", "http://localhost:1: no conn");
  }

  @Test
  void aWrongAddressIsNamed() throws Exception {
    String wrong = server.address() + "/wrong";
    assertNotSent(ProblemCode.HUB_WRONG_ADDRESS, wrong, wrong + ": a hub answers, but");
    String tls = wrong.replace("http:", "https:");
    assertNotSent(ProblemCode.HUB_WRONG_ADDRESS, tls, tls + ": what answers speaks no TLS");
  }

  private void assertNotSent(ProblemCode code, String address, String named) throws Exception {
    MessageId id = confirm("EDB", 9);
    encrypt(id);
    try (CdsClient school = builder("010300", CLOCK, address, Long.MAX_VALUE).build()) {
      assertTold(onlyProblem(school), code, named);
    }
    assertThat(status(id)).isEqualTo(OutgoingStatus.PROCESSING);
    assertDelivered(id);
  }

  @Test
  void aFullDiskIsNamedByTheFileAtConfirmingAndAtSealing() throws Exception {
    long used = octetsInUse();
    try (CdsClient school = limited(used + LARGE / 2)) {
      CdsException full =
          catchThrowableOfType(CdsException.class, () -> desk(school).confirm(draft("EDB", LARGE)));
      assertTold(full.problem(), ProblemCode.STORE_FULL, "cds.sqlite");
    }
    MessageId id = confirm("EDB", LARGE);
    used = octetsInUse();
    try (CdsClient school = limited(used + LARGE / 2)) {
      Outcome outcome = desk(school).encrypt(id, RIGHT, Watch.none());
      assertTold(failed(outcome), ProblemCode.STORE_FULL, "cds.sqlite");
    }
    assertThat(status(id)).isEqualTo(OutgoingStatus.READY);
    encrypt(id);
    assertDelivered(id);
  }

  /** After giving back what deleted rows have left free within the file. */
  private long octetsInUse() throws Exception {
    Path file = folder.resolve("010300/cds.sqlite");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM");
    }
    return Files.size(file);
  }

  private CdsClient limited(long octets) throws Exception {
    return builder("010300", CLOCK, server.address().toString(), octets).build();
  }

  @Test
  void aClockTenMinutesOffIsNamedByHowMuchAndInWhichDirection() throws Exception {
    for (int minutes : new int[] {-10, 10}) {
      MessageId id = confirm("EDB", 9);
      encrypt(id);
      String told = minutes < 0 ? "10 minutes behind" : "10 minutes ahead";
      try (CdsClient school = builder("010300", off(minutes)).build()) {
        assertTold(onlyProblem(school), ProblemCode.CLOCK, told);
      }
      assertThat(status(id)).isEqualTo(OutgoingStatus.PROCESSING);
      assertDelivered(id);
    }
  }

  /** Registered a moment ago: by a clock that is behind, neither's keys count yet. */
  @Test
  void aClockThatIsBehindIsTheOnlyThingWrongAtEncryption() throws Exception {
    MessageId id = confirm("EDB", 9);
    encrypt(confirm("EDB", 9)); // the recipient is known
    try (CdsClient school = builder("010300", off(-10)).build()) {
      Outcome outcome = desk(school).encrypt(id, RIGHT, Watch.none());
      assertTold(refused(outcome), ProblemCode.CLOCK, "behind");
    }
    encrypt(id);
    assertDelivered(id);
  }

  @Test
  void aWrongClockIsToldAtRegistrationAndOneThatIsSlightlyOffIsGoodAtOnce() throws Exception {
    for (int minutes : new int[] {-10, 10}) {
      CdsException wrong =
          catchThrowableOfType(CdsException.class, () -> register("010301", off(minutes)));
      String told = minutes < 0 ? "10 minutes behind" : "10 minutes ahead";
      assertTold(wrong.problem(), ProblemCode.CLOCK, told);
    }
    register("010301", off(-4));
    try (CdsClient school = builder("010301", off(-4)).build()) {
      MessageId id = desk(school).confirm(draft("EDB", 9));
      assertThat(desk(school).encrypt(id, RIGHT, Watch.none())).isInstanceOf(Outcome.Done.class);
      assertThat(school.transmission().run(Watch.none()).sent()).isEqualTo(1);
    }
  }

  @Test
  void aSchoolThatIsNotRegisteredIsNamed() throws Exception {
    MessageId id;
    try (CdsClient school = client("010302")) {
      id = desk(school).confirm(draft("EDB", 9));
      Outcome outcome = desk(school).encrypt(id, RIGHT, Watch.none());
      assertTold(refused(outcome), ProblemCode.NOT_REGISTERED, "010302");
      assertTold(onlyProblem(school), ProblemCode.NOT_REGISTERED, "010302");
    }
    register("010302", CLOCK);
    try (CdsClient school = client("010302")) {
      assertThat(desk(school).encrypt(id, RIGHT, Watch.none())).isInstanceOf(Outcome.Done.class);
      assertThat(school.transmission().run(Watch.none()).sent()).isEqualTo(1);
    }
  }

  @Test
  void anUnknownRecipientIsNamedAndKnownOnceItIsRegistered() throws Exception {
    MessageId id = confirm("SFO", 9);
    try (CdsClient school = client("010300")) {
      Outcome outcome = desk(school).encrypt(id, RIGHT, Watch.none());
      assertTold(refused(outcome), ProblemCode.UNKNOWN_RECIPIENT, "SFO");
    }
    assertThat(status(id)).isEqualTo(OutgoingStatus.READY);
    register("SFO", CLOCK);
    encrypt(id);
    try (CdsClient school = client("010300")) {
      school.transmission().run(Watch.none());
    }
    assertThat(status(id)).isEqualTo(OutgoingStatus.SENT);
  }

  @Test
  void whereTheHubIsAwayNoRecipientIsCalledUnknown() throws Exception {
    MessageId id = confirm("HKEAA", 9);
    try (CdsClient school =
        builder("010300", CLOCK, "http://localhost:1", Long.MAX_VALUE).build()) {
      Outcome outcome = desk(school).encrypt(id, RIGHT, Watch.none());
      assertTold(refused(outcome), ProblemCode.HUB_UNREACHABLE, "http://localhost:1");
    }
  }

  /** The code, the thing by its name, and a sentence with its cure in both languages. */
  private static void assertTold(Problem problem, ProblemCode code, String named) {
    assertThat(problem.code()).as(problem.toString()).isEqualTo(code);
    assertThat(problem.detail()).contains(named);
    assertThat(problem.toString()).contains(named, code.cure(Locale.ENGLISH));
    assertThat(problem.text(Locale.TAIWAN)).contains(named, code.cure(Locale.TAIWAN));
  }

  private static Problem failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).problem();
  }

  private static Problem refused(Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.reasons()).hasSize(1));
    return ((Outcome.Refused) outcome).reasons().get(0);
  }

  private static Problem onlyProblem(CdsClient client) {
    List<Problem> problems = client.transmission().run(Watch.none()).problems();
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private void assertDelivered(MessageId id) throws Exception {
    try (CdsClient school = client("010300");
        CdsClient edb = client("EDB")) {
      school.transmission().run(Watch.none());
      edb.transmission().run(Watch.none());
      school.transmission().run(Watch.none());
    }
    assertThat(status(id)).isEqualTo(OutgoingStatus.RECEIVED);
  }

  private MessageId confirm(String to, int octets) throws Exception {
    try (CdsClient school = client("010300")) {
      return desk(school).confirm(draft(to, octets));
    }
  }

  private void encrypt(MessageId id) throws Exception {
    try (CdsClient school = client("010300")) {
      assertThat(desk(school).encrypt(id, RIGHT, Watch.none())).isInstanceOf(Outcome.Done.class);
    }
  }

  private OutgoingStatus status(MessageId id) throws Exception {
    try (CdsClient school = client("010300")) {
      return desk(school).outgoing(id).orElseThrow().status();
    }
  }

  private static Draft draft(String to, int octets) {
    byte[] incompressible = new byte[octets];
    new SplittableRandom(7).nextBytes(incompressible);
    Source content = Source.of(incompressible);
    Attachment file = new Attachment("表格A—離校𠮷.xml", "application/octet-stream", content);
    return Draft.to(PartyCode.of(to), Heading.of("STUDENT", "FORM-A", "離校學生𠮷"), List.of(file));
  }

  private void register(String party, Clock clock) throws Exception {
    EnrolmentCode code = hub.admit(PartyCode.of(party), party, party, Actor.of("staff"));
    try (CdsClient client = builder(party, clock).build()) {
      client.registration().register(code, hub.identity().net(), RIGHT, Watch.none());
    }
  }

  private static Desk desk(CdsClient client) {
    return client.as(Actor.of("clerk"));
  }

  private static Clock off(int minutes) {
    return Clock.offset(CLOCK, Duration.ofMinutes(minutes));
  }

  private CdsClient client(String party) throws Exception {
    return builder(party, CLOCK).build();
  }

  private CdsClient.Builder builder(String party, Clock clock) throws Exception {
    return builder(party, clock, server.address().toString(), Long.MAX_VALUE);
  }

  private CdsClient.Builder builder(String party, Clock clock, String address, long octets)
      throws Exception {
    Path home = Files.createDirectories(folder.resolve(party));
    return CdsClient.builder()
        .party(PartyCode.of(party))
        .store(
            SqliteStore.builder()
                .file(home.resolve("cds.sqlite"))
                .clock(clock)
                .mostOctets(Math.min(octets, 1L << 40))
                .open())
        .vault(Pkcs12Vault.open(home.resolve("vault"), clock, new SecureRandom()))
        .transport(HttpTransport.to(URI.create(address)))
        .unattended(RIGHT)
        .clock(clock);
  }

  private static Watch seeing(List<Stage> stages) {
    return new Watch() {
      @Override
      public void progress(Stage stage, long done, long total) {
        stages.add(stage);
      }

      @Override
      public boolean cancelled() {
        return false;
      }
    };
  }
}
