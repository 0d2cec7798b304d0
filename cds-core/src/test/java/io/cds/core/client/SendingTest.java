package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Draft;
import io.cds.api.Event;
import io.cds.api.Heading;
import io.cds.api.MessageId;
import io.cds.api.OutgoingStatus;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Recipient;
import io.cds.api.Settings;
import io.cds.api.TransmissionReport;
import io.cds.api.Watch;
import io.cds.api.ZipReport;
import io.cds.api.envelope.Octets;
import io.cds.testkit.network.Exchange;
import io.cds.testkit.network.Station;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sending: failing attempts, resending, several recipients, large contents. */
class SendingTest {
  @Test
  void L08_after_the_last_attempt_a_message_is_send_fail_with_its_cure_and_can_be_exported()
      throws IOException {
    Scene scene = Scene.create();
    MessageId id = scene.sealed(scene.draft());
    scene.school().transport().unreachable(true);
    for (int attempt = 1; attempt <= 8; attempt++) {
      assertThat(scene.status(id)).isEqualTo(OutgoingStatus.PROCESSING);
      TransmissionReport report = scene.school().run();
      assertThat(Scene.codes(report.problems())).containsExactly(ProblemCode.HUB_UNREACHABLE);
      assertThat(scene.sent(id).attempts()).isEqualTo(attempt);
    }
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SEND_FAIL);
    assertThat(scene.sent(id).lastProblem())
        .hasValueSatisfying(p -> assertThat(p.code()).isEqualTo(ProblemCode.HUB_UNREACHABLE));
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    assertThat(scene.school().desk().export(id, zip, Watch.none())).isEqualTo(Scene.DONE);
    assertThat(scene.sent(id).exported()).isTrue();
    ZipReport first = read(scene.edb(), zip);
    assertThat(first.entries().get(0).result()).isEqualTo(ZipReport.Result.STORED);
    ZipReport second = read(scene.edb(), zip);
    assertThat(second.entries().get(0).result()).isEqualTo(ZipReport.Result.DUPLICATE);
  }

  @Test
  void L04_L06_a_message_that_came_by_zip_and_then_over_the_hub_is_one_and_is_settled()
      throws IOException {
    Scene scene =
        Scene.create(Settings.defaults().retrying(1, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    final Exchange exchange = scene.exchange();
    MessageId id = scene.sealed(scene.draft());
    scene.school().transport().unreachable(true);
    scene.school().run();
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    scene.school().desk().export(id, zip, Watch.none());
    read(scene.edb(), zip);
    assertThat(scene.edb().run().problems()).isEmpty();
    scene.school().transport().unreachable(false);
    assertThat(scene.school().desk().resend(id)).isEqualTo(Scene.DONE);
    scene.school().run();
    scene.edb().run();
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);
    assertThat(exchange.drive()).isLessThan(3);
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);
    assertThat(exchange.received(scene.edb())).hasSize(1);
    assertThat(exchange.received(scene.edb()).get(0).acceptedAt()).isPresent();
    assertThat(scene.edb().imported()).containsExactly(scene.key(id));
  }

  @Test
  void a_run_for_a_timer_waits_out_the_back_off_and_an_ad_hoc_run_does_not() {
    Scene scene = Scene.create();
    MessageId id = scene.sealed(scene.draft());
    scene.school().transport().failAt(2);
    for (int second = 0; second < 15; second++) {
      scene.school().runDue();
      scene.clock().advance(Duration.ofSeconds(1));
    }
    assertThat(scene.sent(id).attempts()).isEqualTo(1);
    scene.clock().advance(Duration.ofSeconds(30));
    scene.school().transport().failAt(2);
    scene.school().runDue();
    assertThat(scene.sent(id).attempts()).isEqualTo(2);
    scene.school().transport().failAt(2);
    scene.school().run();
    assertThat(scene.sent(id).attempts()).isEqualTo(3);
    assertThat(scene.school().runDue().sent()).isZero();
    scene.clock().advance(Duration.ofMinutes(2));
    assertThat(scene.school().runDue().sent()).isEqualTo(1);
    scene.school().runDue();
    Optional<Octets> heldBack =
        scene
            .school()
            .store()
            .transact(tx -> tx.states().find(scene.school().party(), "held-back"));
    assertThat(heldBack.orElseThrow().length()).isZero();
  }

  @Test
  void each_attempt_stands_in_the_history_with_its_time_and_reason() {
    Scene scene = Scene.create();
    MessageId id = scene.sealed(scene.draft());
    List<Instant> tried = new ArrayList<>();
    for (int attempt = 0; attempt < 3; attempt++) {
      scene.clock().advance(Duration.ofMinutes(5));
      tried.add(scene.clock().instant());
      scene.school().transport().failAt(2);
      scene.school().runDue();
    }
    assertThat(scene.school().desk().history(scene.key(id)))
        .filteredOn(event -> event.what().equals("ATTEMPT_FAILED"))
        .allSatisfy(
            event ->
                assertThat(event.problem())
                    .contains(Problem.of(ProblemCode.HUB_UNREACHABLE, "submit did not arrive")))
        .extracting(Event::at)
        .isEqualTo(tried);
  }

  @Test
  void the_send_window_ends_attempts_before_their_number_does() {
    Scene scene = Scene.create();
    MessageId id = scene.sealed(scene.draft());
    scene.school().transport().unreachable(true);
    scene.school().run();
    scene.clock().advance(Duration.ofHours(24));
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SEND_FAIL);
    assertThat(scene.sent(id).attempts()).isEqualTo(2);
  }

  @Test
  void the_hubs_signed_refusal_fails_a_message_at_once() {
    Scene scene = Scene.create();
    Draft brief =
        new Draft(
            List.of(Recipient.original(scene.edb().party())),
            Heading.of("S", "T", ""),
            Scene.attachments(1),
            Duration.ofHours(1),
            false);
    MessageId id = scene.sealed(brief);
    scene.clock().advance(Duration.ofHours(1));
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SEND_FAIL);
    assertThat(scene.sent(id).deliveries().get(0).refusal()).contains("EXPIRED");
    assertThat(scene.sent(id).lastProblem())
        .hasValueSatisfying(p -> assertThat(p.code()).isEqualTo(ProblemCode.REFUSED));
  }

  @Test
  void a_message_whose_time_has_passed_before_the_hub_had_it_is_expired() {
    Scene scene = Scene.create();
    MessageId id = scene.sealed(scene.draft());
    scene.clock().advance(Duration.ofDays(91));
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.EXPIRED);
  }

  @Test
  void a_message_that_the_hub_has_and_nobody_fetched_in_its_time_is_expired_hub_or_no_hub() {
    Scene scene = Scene.create();
    MessageId id = scene.sealed(scene.draft());
    scene.school().run();
    scene.clock().advance(Duration.ofDays(89));
    scene.school().runDue();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SENT);
    scene.clock().advance(Duration.ofDays(1));
    scene.school().transport().unreachable(true);
    scene.school().runDue();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.EXPIRED);
    assertThat(scene.sent(id).lastProblem())
        .hasValueSatisfying(p -> assertThat(p.code()).isEqualTo(ProblemCode.EXPIRED));
    assertThat(scene.school().desk().history(scene.key(id)))
        .filteredOn(event -> event.what().equals("EXPIRED"))
        .singleElement()
        .satisfies(event -> assertThat(event.from()).contains("SENT"));
  }

  @Test
  void the_receipt_of_a_recipient_who_had_it_in_time_settles_an_expired_message() {
    Scene scene = Scene.create();
    MessageId id = scene.delivered();
    scene.school().transport().unreachable(true);
    scene.clock().advance(Duration.ofDays(90));
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.EXPIRED);
    scene.school().transport().unreachable(false);
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);
  }

  @Test
  void what_is_received_does_not_expire() {
    Scene scene = Scene.create();
    MessageId id = scene.delivered();
    scene.school().run();
    scene.clock().advance(Duration.ofDays(91));
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);
  }

  @Test
  void a_message_to_several_is_received_once_the_last_of_them_has_it() {
    Scene scene = Scene.create();
    Station sfo = scene.network().registered("SFO");
    Draft both =
        new Draft(
            List.of(Recipient.original(scene.edb().party()), Recipient.original(sfo.party())),
            Heading.of("S", "T", ""),
            Scene.attachments(10),
            Duration.ofDays(9),
            false);
    MessageId id = scene.sealed(both);
    scene.school().run();
    scene.edb().run();
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SENT);
    sfo.run();
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);
  }

  @Test
  void a_large_content_travels_in_pieces_and_goes_on_where_it_stopped() {
    Scene scene = Scene.create();
    Draft large =
        Draft.to(scene.edb().party(), Heading.of("S", "T", ""), Scene.attachments((5 << 20) + 17));
    final Exchange exchange =
        new Exchange(scene.network(), scene.school(), List.of(scene.edb()), large);
    MessageId id = scene.sealed(large);
    scene.school().transport().failAt(5);
    assertThat(scene.school().run().problems()).isNotEmpty();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.PROCESSING);
    int before = scene.school().transport().calls();
    assertThat(scene.school().run().sent()).isEqualTo(1);
    assertThat(scene.school().transport().calls() - before).isLessThan(9);
    scene.edb().transport().failAt(4);
    scene.edb().run();
    scene.edb().run();
    assertThat(exchange.drive()).isLessThan(3);
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);
  }

  @Test
  void resending_what_is_received_offers_it_again_and_ends_received() {
    Scene scene = Scene.create();
    final Exchange exchange = scene.exchange();
    MessageId id = scene.delivered();
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);
    assertThat(scene.school().desk().resend(id)).isEqualTo(Scene.DONE);
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.PROCESSING);
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);
    scene.edb().run();
    assertThat(exchange.received(scene.edb())).hasSize(1);
  }

  @Test
  void resending_what_everybody_has_ends_received_even_if_the_hub_stays_away() {
    Scene scene =
        Scene.create(Settings.defaults().retrying(1, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    MessageId id = scene.delivered();
    scene.school().run();
    scene.school().desk().resend(id);
    scene.school().transport().unreachable(true);
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);
    assertThat(scene.sent(id).lastProblem())
        .hasValueSatisfying(p -> assertThat(p.code()).isEqualTo(ProblemCode.HUB_UNREACHABLE));
  }

  @Test
  void a_hundred_messages_go_in_few_calls() {
    Scene scene = Scene.create();
    for (int i = 0; i < 100; i++) {
      scene.sealed(scene.draft());
    }
    int before = scene.school().transport().calls();
    assertThat(scene.school().run().sent()).isEqualTo(100);
    assertThat(scene.school().transport().calls() - before).isLessThan(6);
    assertThat(scene.edb().run().received()).isEqualTo(100);
  }

  private static ZipReport read(Station station, ByteArrayOutputStream zip) throws IOException {
    return station.desk().importZip(new ByteArrayInputStream(zip.toByteArray()), Watch.none());
  }
}
