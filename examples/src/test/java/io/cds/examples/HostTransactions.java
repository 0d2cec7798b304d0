package io.cds.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.Attachment;
import io.cds.api.CdsException;
import io.cds.api.Draft;
import io.cds.api.HostTransaction;
import io.cds.api.IncomingStatus;
import io.cds.api.KeyAccess;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.OpenedMessage;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.RefusedException;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.spi.ImportResult;
import io.cds.api.store.Store;
import io.cds.testkit.ManualClock;
import io.cds.testkit.MemoryStore;
import io.cds.testkit.fake.FakeCryptography;
import io.cds.testkit.network.DyingStore;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a host writes into its own tables and what the library writes beside them commits together
 * or not at all: on the way out and on the way in. Over a real database, with keys that pretend.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostTransactions {
  private static final Outcome DONE = new Outcome.Done();

  final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  private final Map<PartyCode, DataSource> databases = new HashMap<>();
  Path folder;
  private Network network;
  private KeyAccess person;
  private Station school;
  private Station edb;

  /** An empty database of a host. */
  abstract DataSource database(PartyCode party) throws SQLException;

  /** The store whose tables lie in it. */
  abstract Store over(DataSource database);

  @BeforeAll
  void register(@TempDir Path place) throws SQLException {
    folder = place;
    network =
        new Network(FakeCryptography.create(clock), clock, Settings.defaults(), this::storeFor);
    person = network.cryptography().person();
    school = network.registered("010300");
    edb = network.registered("EDB");
    execute(school, "create table pupil (code varchar(40) primary key, state varchar(40))");
    execute(school, "insert into pupil values ('陳\uD842\uDFB7', 'HERE')");
    execute(edb, "create table form_a (message varchar(80) primary key, subject varchar(80))");
  }

  private Store storeFor(PartyCode party) {
    if (party.equals(Network.HUB)) {
      return new MemoryStore(clock);
    }
    try {
      databases.put(party, database(party));
      return over(databases.get(party));
    } catch (SQLException e) {
      throw new AssertionError("No database for [" + party + "]", e);
    }
  }

  @BeforeEach
  void begin() throws SQLException {
    execute(school, "update pupil set state = 'HERE'");
    edb.restart();
    edb.handler(HostTransactions::takeOver);
  }

  @Test
  void what_the_host_rolls_back_was_never_confirmed() throws SQLException {
    Draft kept = school.desk().keep(FormA.draft(edb));
    MessageId id;
    try (SmallTransaction transaction = SmallTransaction.begin(databases.get(school.party()))) {
      id = departs(kept, transaction);
    }
    assertThat(text(school, "select state from pupil")).isEqualTo("HERE");
    assertThat(school.desk().outgoing(id)).isEmpty();
    assertThat(school.run().sent()).isZero();
  }

  @Test
  void what_the_host_commits_is_confirmed_with_it_and_goes_at_once() throws Exception {
    Draft kept = school.desk().keep(FormA.draft(edb));
    MessageId id;
    try (SmallTransaction transaction = SmallTransaction.begin(databases.get(school.party()))) {
      id = departs(kept, transaction);
      transaction.commit();
    }
    assertThat(text(school, "select state from pupil")).isEqualTo("LEFT");
    assertThat(school.run().sent()).isEqualTo(1);
    MessageKey message = new MessageKey(school.party(), id);
    edb.run();
    FormA.assertOpens(person, edb, message);
    assertThat(edb.desk().importMessage(message)).isEqualTo(DONE);
    edb.run();
    school.run();
    assertThat(school.desk().outgoing(id).orElseThrow().status())
        .isEqualTo(OutgoingStatus.RECEIVED);
  }

  @Test
  void what_is_refused_leaves_the_hosts_own_work_as_it_was() throws SQLException {
    Attachment named = new Attachment("../表格甲.csv", "text/csv", Source.of(new byte[1]));
    Draft bad = Draft.to(edb.party(), FormA.draft(edb).heading(), List.of(named));
    Draft kept = school.desk().keep(FormA.draft(edb));
    MessageId id;
    try (SmallTransaction transaction = SmallTransaction.begin(databases.get(school.party()))) {
      leaves(transaction.connection());
      assertThatThrownBy(() -> school.desk().confirm(bad, transaction))
          .isInstanceOf(RefusedException.class);
      id = school.desk().confirm(kept, transaction);
      transaction.commit();
    }
    assertThat(school.desk().outgoing(id).orElseThrow().status()).isEqualTo(OutgoingStatus.READY);
    assertThat(text(school, "select state from pupil")).isEqualTo("LEFT");
  }

  @Test
  void another_databases_transaction_is_refused_in_words() throws SQLException {
    Draft kept = school.desk().keep(FormA.draft(edb));
    try (SmallTransaction foreign = SmallTransaction.begin(databases.get(edb.party()))) {
      assertThatThrownBy(() -> school.desk().confirm(kept, foreign))
          .isInstanceOfSatisfying(
              CdsException.class,
              thrown -> {
                assertThat(thrown.problem().code()).isEqualTo(ProblemCode.STORE_FAILED);
                assertThat(thrown.getMessage()).contains("the host's connection reaches another");
              });
    }
  }

  @Test
  void what_a_handler_wrote_before_it_failed_is_gone() throws Exception {
    MessageKey message = opened();
    edb.handler(
        (opened, transaction) -> {
          takeOver(opened, transaction);
          throw new IllegalStateException("the host's own rule");
        });
    assertThat(edb.desk().importMessage(message)).isInstanceOf(Outcome.Failed.class);
    assertThat(edb.desk().incoming(message).orElseThrow().status())
        .isEqualTo(IncomingStatus.IMPORT_FAIL);
    assertThat(imports(message)).isEqualTo("0");
    edb.handler(HostTransactions::takeOver);
    assertThat(edb.desk().importMessage(message)).isEqualTo(DONE);
    assertThat(edb.desk().importMessage(message)).isEqualTo(DONE);
    assertThat(imports(message)).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void L07_a_death_at_any_transaction_of_an_import_leaves_one_row(boolean afterCommit)
      throws Exception {
    boolean died = true;
    for (int transaction = 1; died; transaction++) {
      MessageKey message = opened();
      DyingStore store = edb.mortal().dieAt(transaction, afterCommit);
      try {
        edb.desk().importMessage(message);
      } catch (RuntimeException | Error death) {
        assertThat(store.died()).as("the only failure: %s", death).isTrue();
      }
      died = store.died();
      edb.restart();
      boolean imported =
          edb.desk().incoming(message).orElseThrow().status() == IncomingStatus.IMPORTED;
      assertThat(imports(message)).isEqualTo(imported ? "1" : "0");
      assertThat(edb.desk().importMessage(message)).isEqualTo(DONE);
      assertThat(imports(message)).isEqualTo("1");
    }
  }

  /** A message that the authority has opened. */
  private MessageKey opened() {
    MessageKey message = new MessageKey(school.party(), FormA.sealed(person, school, edb));
    school.run();
    edb.run();
    assertThat(edb.desk().decrypt(message, person, Watch.none())).isEqualTo(DONE);
    return message;
  }

  /** A pupil leaves, and the form about it is encrypted as soon as that is settled. */
  private MessageId departs(Draft form, SmallTransaction transaction) throws SQLException {
    leaves(transaction.connection());
    MessageId id = school.desk().confirm(form, transaction);
    transaction.afterCommit(() -> school.desk().encrypt(id, person, Watch.none()));
    return id;
  }

  private static void leaves(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("update pupil set state = 'LEFT'")).isEqualTo(1);
    }
  }

  private static ImportResult takeOver(OpenedMessage message, HostTransaction transaction)
      throws SQLException {
    Connection connection = transaction.unwrap(Connection.class).orElseThrow();
    try (PreparedStatement insert =
        connection.prepareStatement("insert into form_a values (?, ?)")) {
      insert.setString(1, message.idempotencyKey());
      insert.setString(2, message.heading().description());
      insert.executeUpdate();
    }
    return ImportResult.imported();
  }

  private String imports(MessageKey message) throws SQLException {
    return text(edb, "select count(*) from form_a where message like '%" + message.id() + "%'");
  }

  private void execute(Station station, String sql) throws SQLException {
    try (Connection connection = databases.get(station.party()).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String text(Station station, String sql) throws SQLException {
    try (Connection connection = databases.get(station.party()).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
