package io.cds.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.Attachment;
import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.IncomingStatus;
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
import io.cds.api.store.Store;
import io.cds.store.jdbc.SqliteStore;
import io.cds.store.jdbc.WatchedDisk;
import io.cds.testkit.ManualClock;
import io.cds.testkit.fake.FakeCryptography;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Disks that are full, or may not be written, at each step of one message: the step says so with
 * the cure, nothing is half done, and with room again the message goes on to IMPORTED, once.
 */
class FullDiskTest {
  private static final Duration PAUSE = Duration.ofMinutes(10);
  private static final int LARGE = 3 << 20;

  private final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  private final Map<PartyCode, Home> homes = new HashMap<>();
  @TempDir Path folder;

  @Test
  void a_full_directory_of_content_stops_nothing_for_good() {
    goesOn(ProblemCode.STORE_FULL, "is full; make room there", home -> home.disk.fill());
  }

  @Test
  void a_directory_of_content_that_is_not_writable_stops_nothing_for_good() {
    goesOn(
        ProblemCode.STORE_FAILED,
        "let this process read and write there",
        home -> home.disk.protect());
  }

  @Test
  void a_full_database_stops_nothing_for_good() {
    goesOn(ProblemCode.STORE_FULL, "the host's database", Home::fillDatabase);
  }

  private interface Harm {
    void to(Home home);
  }

  private void goesOn(ProblemCode code, String cure, Harm harm) {
    // Long: one message, told from confirmed to imported.
    boolean inDatabase = cure.contains("database");
    Network network =
        new Network(
            FakeCryptography.create(clock),
            clock,
            Settings.defaults(),
            party ->
                homes.computeIfAbsent(party, p -> new Home(folder, p)).open(clock, inDatabase));
    KeyAccess person = network.cryptography().person();
    Station school = network.registered("010300");
    Station edb = network.registered("EDB");
    Home ofSchool = home(school.party());
    Home ofEdb = home(edb.party());
    Home ofHub = home(Network.HUB);

    harm.to(ofSchool);
    CdsException thrown =
        catchThrowableOfType(CdsException.class, () -> school.desk().confirm(draft()));
    assertTold(thrown.problem(), code, cure);
    assertThat(school.desk().outgoing(Cursor.START, 10).items()).isEmpty();
    ofSchool.mend();
    MessageId id = school.desk().confirm(draft());

    harm.to(ofSchool);
    assertTold(failure(school.desk().encrypt(id, person, Watch.none())), code, cure);
    assertThat(status(school, id)).isEqualTo(OutgoingStatus.READY);
    ofSchool.mend();
    assertThat(school.desk().encrypt(id, person, Watch.none()).done()).isTrue();

    harm.to(ofHub);
    ProblemCode atHub =
        code == ProblemCode.STORE_FULL ? ProblemCode.HUB_FULL : ProblemCode.HUB_FAILED;
    assertTold(school.run().problems(), atHub, code.name());
    assertThat(status(school, id)).isEqualTo(OutgoingStatus.PROCESSING);
    ofHub.mend();
    clock.advance(PAUSE);
    assertThat(school.run().sent()).isEqualTo(1);

    MessageKey message = new MessageKey(school.party(), id);
    harm.to(ofEdb);
    assertTold(edb.run().problems(), code, cure);
    assertThat(edb.desk().incoming(Cursor.START, 10).items()).isEmpty();
    ofEdb.mend();
    clock.advance(PAUSE);
    assertThat(edb.run().received()).isEqualTo(1);

    harm.to(ofEdb);
    assertTold(failure(edb.desk().decrypt(message, person, Watch.none())), code, cure);
    assertThat(arrived(edb, message)).isEqualTo(IncomingStatus.ENCRYPTED);
    ofEdb.mend();
    assertThat(edb.desk().decrypt(message, person, Watch.none()).done()).isTrue();
    assertThat(edb.desk().importMessage(message).done()).isTrue();
    assertThat(arrived(edb, message)).isEqualTo(IncomingStatus.IMPORTED);
    assertThat(edb.imported()).containsExactly(message);
    edb.run();
    school.run();
    assertThat(status(school, id)).isEqualTo(OutgoingStatus.RECEIVED);
    network.close();
  }

  private Home home(PartyCode party) {
    return Objects.requireNonNull(homes.get(party), party.value());
  }

  private static OutgoingStatus status(Station station, MessageId id) {
    return station.desk().outgoing(id).orElseThrow().status();
  }

  private static IncomingStatus arrived(Station station, MessageKey message) {
    return station.desk().incoming(message).orElseThrow().status();
  }

  private static Problem failure(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).problem();
  }

  private static void assertTold(List<Problem> problems, ProblemCode code, String cure) {
    assertThat(problems).isNotEmpty();
    assertTold(problems.get(0), code, cure);
  }

  private static void assertTold(Problem problem, ProblemCode code, String cure) {
    assertThat(problem.code()).as(problem.toString()).isEqualTo(code);
    assertThat(problem.toString()).contains(cure, code.cure(Locale.ENGLISH));
  }

  private static Draft draft() {
    byte[] incompressible = new byte[LARGE];
    new SplittableRandom(7).nextBytes(incompressible);
    Attachment file =
        new Attachment("表格A.xml", "application/octet-stream", Source.of(incompressible));
    return Draft.to(PartyCode.of("EDB"), Heading.of("STUDENT", "FORM-A", "離校"), List.of(file));
  }

  /** Where a party's store lies. */
  private static final class Home {
    final WatchedDisk disk = new WatchedDisk();
    private final Path place;
    private volatile long pages = Integer.MAX_VALUE;

    Home(Path folder, PartyCode party) {
      this.place = folder.resolve(party.value());
    }

    Store open(ManualClock clock, boolean inDatabase) {
      try {
        Path content = Files.createDirectories(place.resolve("content"));
        var builder = SqliteStore.builder().over(limited(database())).clock(clock);
        return (inDatabase ? builder : builder.contentIn(disk.path(content))).open();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private DataSource database() {
      SQLiteConfig config = new SQLiteConfig();
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      SQLiteDataSource source = new SQLiteDataSource(config);
      source.setUrl("jdbc:sqlite:" + place.resolve("cds.sqlite"));
      return source;
    }

    /** Each connection has the limit of now. */
    private DataSource limited(DataSource source) {
      return (DataSource)
          Proxy.newProxyInstance(
              DataSource.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (self, method, arguments) -> {
                try {
                  Object result = method.invoke(source, arguments);
                  if (result instanceof Connection connection) {
                    run(connection, "PRAGMA max_page_count = " + pages);
                  }
                  return result;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    private static void run(Connection connection, String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    /** No page more, and none free within. */
    void fillDatabase() {
      try (Connection connection = database().getConnection()) {
        run(connection, "VACUUM");
        pages = 1;
      } catch (SQLException e) {
        throw new AssertionError("VACUUM", e);
      }
    }

    void mend() {
      disk.mend();
      pages = Integer.MAX_VALUE;
    }
  }
}
