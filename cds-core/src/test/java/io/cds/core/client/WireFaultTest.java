package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.testkit.network.Exchange;
import io.cds.testkit.network.FaultyTransport;
import io.cds.testkit.network.Station;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every call of a mailbox may fail, may have its answer lost, may arrive twice. */
class WireFaultTest {
  @Test
  void L04_L07_a_lost_answer_at_any_call_of_the_sender_changes_nothing_in_the_end() {
    everyCall(Scene::school, FaultyTransport::loseAnswerAt);
  }

  @Test
  void L04_L07_a_lost_answer_at_any_call_of_the_recipient_changes_nothing_in_the_end() {
    everyCall(Scene::edb, FaultyTransport::loseAnswerAt);
  }

  @Test
  void a_call_of_the_sender_that_does_not_arrive_changes_nothing_in_the_end() {
    everyCall(Scene::school, FaultyTransport::failAt);
  }

  @Test
  void a_call_of_the_recipient_that_does_not_arrive_changes_nothing_in_the_end() {
    everyCall(Scene::edb, FaultyTransport::failAt);
  }

  @Test
  void L04_L07_calls_that_all_arrive_twice_send_and_import_once() {
    Scene scene = Scene.create();
    scene.school().transport().duplicating(true);
    scene.edb().transport().duplicating(true);
    assertSettledOnce(scene, "duplicating");
  }

  private static void everyCall(
      Function<Scene, Station> who, BiConsumer<FaultyTransport, Integer> fault) {
    int call = 0;
    boolean reached = true;
    while (reached) {
      call++;
      Scene scene = Scene.create();
      FaultyTransport transport = who.apply(scene).transport();
      int before = transport.calls();
      fault.accept(transport, call);
      assertSettledOnce(scene, "call " + call);
      reached = transport.calls() - before >= call;
    }
    assertThat(call).isGreaterThan(4);
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
