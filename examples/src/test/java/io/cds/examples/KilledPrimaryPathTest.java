package io.cds.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cds.api.Attachment;
import io.cds.api.CdsException;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.HostTransaction;
import io.cds.api.IncomingMessage;
import io.cds.api.IncomingStatus;
import io.cds.api.KeyAccess;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.OpenedMessage;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.ImportResult;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.Store;
import io.cds.store.jdbc.PostgresServerPair;
import io.cds.store.jdbc.PostgresStore;
import io.cds.testkit.ManualClock;
import io.cds.testkit.fake.FakeCryptography;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hub, school and authority work over one PostgreSQL server, which is killed at a time that the
 * seed chooses; its synchronous standby is promoted, and the same processes go on there. A ledger
 * in memory has everything that a call acknowledged. {@code -Dcds.failovers=N} plays N seeds.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledPrimaryPathTest {
  private static final PartyCode SCHOOL = PartyCode.of("010300");
  private static final PartyCode EDB = PartyCode.of("EDB");
  private static final int MOST_MILLISECONDS = 1_500;
  private static final int LAST = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  private final Map<PartyCode, HikariDataSource> databases = new HashMap<>();
  private final Map<MessageKey, Acknowledged> ledger = new LinkedHashMap<>();
  @TempDir Path folder;
  private Station school;
  private Station edb;
  private KeyAccess person;

  /** What calls acknowledged of one message. */
  private static final class Acknowledged {
    final String digest;
    final List<SignedReceipt> receipts = new ArrayList<>();
    OutgoingStatus status = OutgoingStatus.READY;
    boolean imported;

    Acknowledged(String digest) {
      this.digest = digest;
    }
  }

  static IntStream seeds() {
    return IntStream.rangeClosed(1, Integer.getInteger("cds.failovers", 1));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void what_was_acknowledged_is_there_after_the_promotion_and_all_is_imported_once(int seed)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    try (PostgresServerPair pair = PostgresServerPair.start(folder, true)) {
      Network network =
          new Network(
              FakeCryptography.create(clock),
              clock,
              Settings.defaults(),
              party -> storeOf(pair, party));
      person = network.cryptography().person();
      school = network.registered(SCHOOL.value());
      edb = network.registered(EDB.value());
      edb.handler(KilledPrimaryPathTest::takeOver);
      execute("create table form_a (message varchar(80), digest varchar(64))");

      int wait = random.nextInt(MOST_MILLISECONDS);
      Executor later = CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS);
      CompletableFuture<Boolean> killed = CompletableFuture.supplyAsync(() -> kill(pair), later);
      workUntil(killed, random);
      assertThat(killed.get(30, TimeUnit.SECONDS)).isTrue();
      pair.promote();
      for (HikariDataSource pool : databases.values()) {
        awaitConnection(pool);
      }

      assertThat(lost()).as("killed after [%d] ms", wait).isEmpty();
      for (int i = 0; i < LAST; i++) {
        confirm(random);
      }
      workToTheEnd();
      assertThat(lost()).isEmpty();
      assertThat(imports()).isEqualTo(digests());
      network.close();
    } finally {
      databases.values().forEach(HikariDataSource::close);
    }
  }

  private Store storeOf(PostgresServerPair pair, PartyCode party) {
    try {
      HikariConfig config = new HikariConfig();
      config.setDataSource(pair.fresh("cds_" + party.value().toLowerCase(Locale.ROOT)));
      config.setMaximumPoolSize(3);
      config.setConnectionTimeout(500);
      databases.put(party, new HikariDataSource(config));
      return PostgresStore.over(databases.get(party), clock);
    } catch (SQLException e) {
      throw new AssertionError("No schema for [" + party + "]", e);
    }
  }

  /** A pool that failed for a while does not try again at once. */
  private static void awaitConnection(HikariDataSource pool) throws SQLException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean given = false;
    while (!given) {
      try (Connection connection = pool.getConnection()) {
        given = connection.isValid(1);
      } catch (SQLException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  private static boolean kill(PostgresServerPair pair) {
    pair.killPrimary();
    return true;
  }

  /** Confirms, sends, receives and imports until the server is gone. */
  private void workUntil(CompletableFuture<Boolean> killed, SplittableRandom random)
      throws Exception {
    while (!killed.isDone()) {
      try {
        confirm(random);
        step();
      } catch (CdsException e) {
        assertThat(killed.get(30, TimeUnit.SECONDS)).as("failed early: %s", e).isTrue();
      }
    }
  }

  private void workToTheEnd() {
    for (int round = 0; round < 20 && !ended(); round++) {
      clock.advance(Duration.ofMinutes(2)); // past leases and back-offs
      step();
    }
    assertThat(ended()).as("all is RECEIVED").isTrue();
  }

  private boolean ended() {
    return ledger.values().stream().allMatch(known -> known.status == OutgoingStatus.RECEIVED);
  }

  private void confirm(SplittableRandom random) {
    byte[] octets = new byte[random.nextInt(6) == 0 ? 3 << 20 : 5_000];
    random.nextBytes(octets);
    Draft draft =
        Draft.to(
            EDB,
            Heading.of("STU", "FORMA", "離校學生"),
            List.of(new Attachment("表格甲.bin", "application/octet-stream", Source.of(octets))));
    MessageId id = school.desk().confirm(draft);
    ledger.put(new MessageKey(SCHOOL, id), new Acknowledged(digest(octets)));
  }

  /** One go at everything; an outcome that says that the store failed is no acknowledgement. */
  private void step() {
    Map<MessageKey, Acknowledged> unfinished = new LinkedHashMap<>(ledger);
    unfinished.values().removeIf(known -> known.status == OutgoingStatus.RECEIVED);
    unfinished.forEach(
        (key, known) -> {
          if (known.status == OutgoingStatus.READY) {
            boolean done = school.desk().encrypt(key.id(), person, Watch.none()).done();
            known.status = done ? OutgoingStatus.PROCESSING : known.status;
          }
        });
    school.run();
    edb.run();
    unfinished.forEach(
        (key, known) -> {
          if (edb.desk().incoming(key).isPresent() && !known.imported) {
            edb.desk().decrypt(key, person, Watch.none());
            known.imported = edb.desk().importMessage(key).done();
          }
        });
    edb.run();
    school.run();
    unfinished.forEach(this::note);
  }

  /** What the school is told of a message. */
  private void note(MessageKey key, Acknowledged known) {
    OutgoingStatus status = status(key);
    List<SignedReceipt> receipts = receipts(key);
    known.status = status;
    known.receipts.clear();
    known.receipts.addAll(receipts);
  }

  private OutgoingStatus status(MessageKey key) {
    return school.desk().outgoing(key.id()).orElseThrow().status();
  }

  private List<SignedReceipt> receipts(MessageKey key) {
    return school.store().transact(tx -> tx.receipts().of(SCHOOL, key)).stream()
        .map(ReceiptRow::signed)
        .toList();
  }

  /** What was acknowledged and is not so; an acknowledged status may have been overtaken. */
  private List<String> lost() throws SQLException {
    List<String> lost = new ArrayList<>();
    Map<String, List<String>> imports = imports();
    for (Map.Entry<MessageKey, Acknowledged> entry : ledger.entrySet()) {
      MessageKey key = entry.getKey();
      Acknowledged known = entry.getValue();
      if (school.desk().outgoing(key.id()).isEmpty()) {
        lost.add(key + " is gone");
      } else if (status(key).compareTo(known.status) < 0) {
        lost.add(key + " is " + status(key) + ", was " + known.status);
      }
      if (!receipts(key).containsAll(known.receipts)) {
        lost.add(key + " has fewer receipts");
      }
      IncomingStatus arrived =
          edb.desk().incoming(key).map(IncomingMessage::status).orElse(IncomingStatus.ENCRYPTED);
      if (known.imported
          && (arrived != IncomingStatus.IMPORTED
              || !List.of(known.digest).equals(imports.get(key.toString())))) {
        lost.add(key + " was imported, is " + arrived + ", " + imports.get(key.toString()));
      }
    }
    return lost;
  }

  private Map<String, List<String>> digests() {
    Map<String, List<String>> digests = new HashMap<>();
    ledger.forEach((key, known) -> digests.put(key.toString(), List.of(known.digest)));
    return digests;
  }

  /** No key: a second import of a message would be a second row. */
  private static ImportResult takeOver(OpenedMessage message, HostTransaction transaction)
      throws Exception {
    String digest;
    try (InputStream in = message.attachments().get(0).content().open()) {
      digest = digest(in.readAllBytes());
    }
    Connection connection = transaction.unwrap(Connection.class).orElseThrow();
    try (PreparedStatement insert =
        connection.prepareStatement("insert into form_a values (?, ?)")) {
      insert.setString(1, message.key().toString());
      insert.setString(2, digest);
      insert.executeUpdate();
    }
    return ImportResult.imported();
  }

  private static String digest(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The digests that the host's table has for each message. */
  private Map<String, List<String>> imports() throws SQLException {
    Map<String, List<String>> imports = new HashMap<>();
    try (Connection connection = databases.get(EDB).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select message, digest from form_a")) {
      while (rows.next()) {
        imports.computeIfAbsent(rows.getString(1), m -> new ArrayList<>()).add(rows.getString(2));
      }
    }
    return imports;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = databases.get(EDB).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
