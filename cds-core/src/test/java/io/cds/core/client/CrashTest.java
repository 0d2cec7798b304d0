package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.CdsException;
import io.cds.api.EnrolmentCode;
import io.cds.api.Settings;
import io.cds.testkit.ManualClock;
import io.cds.testkit.fake.FakeCryptography;
import io.cds.testkit.network.DyingStore;
import io.cds.testkit.network.Exchange;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that dies at any of its transactions, and one started after it. */
class CrashTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void L05_L06_L07_a_sender_that_dies_at_any_transaction_sends_once(boolean afterCommit) {
    boolean died = true;
    int transaction = 0;
    while (died) {
      transaction++;
      Scene scene = Scene.create();
      DyingStore store = scene.school().mortal().dieAt(transaction, afterCommit);
      assertSettledOnce(scene, "sender died at " + transaction);
      died = store.died();
    }
    assertThat(transaction).isGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void L05_L07_a_recipient_that_dies_at_any_transaction_imports_once(boolean afterCommit) {
    boolean died = true;
    int transaction = 0;
    while (died) {
      transaction++;
      Scene scene = Scene.create();
      DyingStore store = scene.edb().mortal().dieAt(transaction, afterCommit);
      assertSettledOnce(scene, "recipient died at " + transaction);
      died = store.died();
    }
    assertThat(transaction).isGreaterThan(20);
  }

  @Test
  void registration_that_dies_at_any_transaction_goes_on_with_the_same_letter() {
    boolean died = true;
    int transaction = 0;
    while (died) {
      transaction++;
      ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
      Network network = new Network(FakeCryptography.create(clock), clock, Settings.defaults());
      Station school = network.station("010300");
      DyingStore store = school.mortal().dieAt(transaction, transaction % 2 == 0);
      EnrolmentCode code = network.admit(school.party());
      try {
        school.register(code);
      } catch (CdsException e) {
        assertThat(store.died()).isTrue();
        school.restart();
        school.register(code);
      }
      died = store.died();
      school.restart();
      assertThat(school.client().registration().registered()).isTrue();
      assertThat(school.run().problems()).as("died at " + transaction).isEmpty();
    }
    assertThat(transaction).isGreaterThan(5);
  }

  private static void assertSettledOnce(Scene scene, String what) {
    Exchange exchange = scene.exchange();
    exchange.drive();
    assertThat(exchange.settled()).as(what).isTrue();
    assertThat(exchange.sent()).as(what).hasSize(1);
    assertThat(exchange.received(scene.edb())).as(what).hasSize(1);
    assertThat(scene.edb().imported()).as(what).containsExactly(exchange.sent().get(0).key());
  }
}
