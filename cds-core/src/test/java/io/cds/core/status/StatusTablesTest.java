package io.cds.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.IncomingStatus;
import io.cds.api.OutgoingStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusTablesTest {
  @Test
  void a_message_goes_from_ready_over_processing_and_sent_to_received() {
    assertThat(outgoing(OutgoingStatus.READY, OutgoingEvent.ENCRYPT))
        .contains(OutgoingStatus.PROCESSING);
    assertThat(outgoing(OutgoingStatus.PROCESSING, OutgoingEvent.ACCEPTED))
        .contains(OutgoingStatus.SENT);
    assertThat(outgoing(OutgoingStatus.SENT, OutgoingEvent.DELIVERED))
        .contains(OutgoingStatus.RECEIVED);
  }

  @Test
  void resend_is_allowed_in_sent_send_fail_and_received_and_in_no_other_status() {
    assertThat(StatusTables.OUTGOING.sources(OutgoingEvent.RESEND))
        .containsExactlyInAnyOrder(
            OutgoingStatus.SENT, OutgoingStatus.SEND_FAIL, OutgoingStatus.RECEIVED);
  }

  @Test
  void export_is_allowed_in_send_fail_only() {
    assertThat(StatusTables.OUTGOING.sources(OutgoingEvent.EXPORT))
        .containsExactly(OutgoingStatus.SEND_FAIL);
  }

  @Test
  void L08_nothing_leads_out_of_the_table_and_send_fail_is_settled_by_a_later_receipt() {
    assertThat(outgoing(OutgoingStatus.SEND_FAIL, OutgoingEvent.ACCEPTED))
        .contains(OutgoingStatus.SENT);
    assertThat(outgoing(OutgoingStatus.SEND_FAIL, OutgoingEvent.DELIVERED))
        .contains(OutgoingStatus.RECEIVED);
  }

  @Test
  void L19_a_late_failure_does_not_touch_what_a_receipt_has_settled() {
    for (OutgoingStatus settled : List.of(OutgoingStatus.SENT, OutgoingStatus.RECEIVED)) {
      assertThat(outgoing(settled, OutgoingEvent.EXHAUSTED)).isEmpty();
    }
    assertThat(outgoing(OutgoingStatus.RECEIVED, OutgoingEvent.ACCEPTED)).isEmpty();
  }

  @Test
  void what_failed_to_open_or_to_import_may_be_tried_again() {
    assertThat(StatusTables.INCOMING.next(IncomingStatus.DECRYPT_FAIL, IncomingEvent.OPEN))
        .contains(IncomingStatus.DECRYPTED);
    assertThat(StatusTables.INCOMING.next(IncomingStatus.IMPORT_FAIL, IncomingEvent.IMPORT))
        .contains(IncomingStatus.IMPORTED);
    assertThat(StatusTables.INCOMING.next(IncomingStatus.ENCRYPTED, IncomingEvent.IMPORT))
        .isEmpty();
  }

  @Test
  void every_line_says_what_must_hold_and_no_two_lines_contradict_each_other() {
    assertThat(StatusTables.OUTGOING.lines()).allMatch(line -> !line.guard().isBlank());
    assertThat(StatusTables.INCOMING.lines()).allMatch(line -> !line.guard().isBlank());
    Stream<String> starts =
        StatusTables.OUTGOING.lines().stream().map(line -> line.from() + " " + line.event());
    assertThat(starts).doesNotHaveDuplicates();
  }

  @Test
  void the_least_advanced_recipient_gives_a_message_its_status() {
    assertThat(Stream.of(OutgoingStatus.RECEIVED, OutgoingStatus.SENT).min(StatusTables.advance()))
        .contains(OutgoingStatus.SENT);
    assertThat(
            Stream.of(OutgoingStatus.RECEIVED, OutgoingStatus.SEND_FAIL)
                .min(StatusTables.advance()))
        .contains(OutgoingStatus.SEND_FAIL);
  }

  @Test
  void the_page_of_statuses_is_printed_from_the_tables() throws IOException {
    Path page = Path.of("../docs/status.md");
    String printed = StatusPage.print();
    if (Boolean.getBoolean("cds.accept")) {
      Files.writeString(page, printed);
    }
    assertThat(page)
        .as("to print it anew run this test with -Dcds.accept=true")
        .hasContent(printed);
  }

  private static Optional<OutgoingStatus> outgoing(OutgoingStatus from, OutgoingEvent event) {
    return StatusTables.OUTGOING.next(from, event);
  }
}
