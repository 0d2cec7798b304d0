package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.MessageId;
import io.cds.api.OutgoingStatus;
import io.cds.api.ProblemCode;
import io.cds.testkit.network.Exchange;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are cut, calls that come late or in another order, and clocks that are wrong. */
class LateAndCutTest {
  private static final int LONG = 3_000_000;

  private final Scene scene = Scene.create();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 65_536, 1_048_576})
  void a_content_that_was_cut_anywhere_is_fetched_to_its_end_and_imported_once(long octets) {
    Exchange exchange = exchange(LONG);
    scene.edb().transport().cutContentAt(octets);
    exchange.drive();
    scene.edb().transport().cutContentAt(-1);
    assertSettledOnce(exchange);
  }

  @Test
  void a_content_that_is_cut_each_time_goes_on_where_it_stands() {
    Exchange exchange = exchange(LONG);
    scene.edb().transport().cutContentAt(400_000);
    assertSettledOnce(exchange);
  }

  @Test
  void calls_that_take_minutes_are_waited_for() {
    scene.school().transport().slow(scene.clock(), Duration.ofSeconds(100));
    scene.edb().transport().slow(scene.clock(), Duration.ofSeconds(100));
    assertSettledOnce(exchange(LONG));
  }

  @Test
  void L07_envelopes_that_come_late_and_in_another_order_are_imported_once() {
    scene.school().transport().holdingBack(true);
    MessageId first = scene.sealed(scene.draft());
    scene.school().run();
    MessageId second = scene.sealed(scene.draft());
    scene.school().run();
    scene.school().transport().holdingBack(false);
    scene.school().run();

    assertThat(scene.school().transport().arriveBackwards())
        .hasSizeGreaterThan(1)
        .allMatch(call -> call.equals("submit: answered"));
    assertSettledOnce(scene.exchange());
    assertThat(scene.edb().imported()).hasSize(3).doesNotHaveDuplicates();
    assertThat(List.of(first, second)).allMatch(id -> scene.status(id) == OutgoingStatus.RECEIVED);
  }

  @Test
  void a_receipt_that_comes_days_late_counts() {
    MessageId id = scene.sealed(scene.draft());
    scene.school().run();
    scene.edb().transport().holdingBack(true);
    scene.edb().run();
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SENT);

    scene.clock().advance(Duration.ofDays(3));
    assertThat(scene.edb().transport().arrive())
        .isNotEmpty()
        .allMatch(call -> call.equals("post: answered"));
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);
  }

  @ParameterizedTest
  @ValueSource(ints = {-4, 4})
  void a_clock_that_is_minutes_off_changes_nothing(int minutes) {
    scene.edb().clock(Clock.offset(scene.clock(), Duration.ofMinutes(minutes)));
    assertSettledOnce(scene.exchange());
  }

  @ParameterizedTest
  @ValueSource(ints = {-10, 10})
  void a_clock_that_is_further_off_is_told_and_nothing_is_lost(int minutes) {
    MessageId id = scene.sealed(scene.draft());
    scene.clock().advance(Duration.ofHours(1));
    scene.school().clock(Clock.offset(scene.clock(), Duration.ofMinutes(minutes)));
    assertThat(Scene.codes(scene.school().run().problems())).contains(ProblemCode.CLOCK);

    scene.school().clock(scene.clock());
    assertSettledOnce(scene.exchange());
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);
  }

  private Exchange exchange(int octets) {
    Draft draft =
        Draft.to(scene.edb().party(), Heading.of("S", "T", ""), Scene.attachments(octets));
    return new Exchange(scene.network(), scene.school(), List.of(scene.edb()), draft);
  }

  private void assertSettledOnce(Exchange exchange) {
    exchange.drive();
    assertThat(exchange.settled()).isTrue();
    assertThat(exchange.sent()).hasSize(1);
    assertThat(exchange.received(scene.edb())).hasSize(1);
    assertThat(exchange.imports(scene.edb())).isEqualTo(1);
  }
}
