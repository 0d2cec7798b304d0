package io.cds.core.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsHub;
import io.cds.api.Cursor;
import io.cds.api.Page;
import io.cds.api.envelope.Envelope;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits, page by page, and calls that wait for it. */
@Timeout(30)
class ListingTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Network network = new Network();
  private final CdsHub hub = network.node();
  private final Member school = network.member(hub, Network.SCHOOL);
  private final Member edb = network.member(hub, Network.EDB);
  private final Mailbox outbox = hub.mailbox(Network.SCHOOL);
  private final Mailbox inbox = hub.mailbox(Network.EDB);

  @Test
  void an_empty_page_tells_where_to_go_on() {
    assertThat(inbox.list(Cursor.START, 10, Duration.ZERO))
        .isEqualTo(new Page<Waiting>(List.of(), Cursor.START, false));
    Told.submit(outbox, school.seal(1, edb));
    Cursor next = inbox.list(Cursor.START, 10, Duration.ZERO).next();

    assertThat(inbox.list(next, 10, Duration.ZERO))
        .isEqualTo(new Page<Waiting>(List.of(), next, false));
  }

  @Test
  void pages_follow_each_other_without_gap_and_without_repetition() {
    for (int i = 0; i < 7; i++) {
      Told.submit(outbox, school.seal(i, edb));
    }

    List<Long> lengths = new ArrayList<>();
    Page<Waiting> page = inbox.list(Cursor.START, 3, Duration.ZERO);
    page.items().forEach(w -> lengths.add(w.contentLength()));
    while (page.more()) {
      page = inbox.list(page.next(), 3, Duration.ZERO);
      page.items().forEach(w -> lengths.add(w.contentLength()));
    }

    assertThat(lengths).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void l12_a_page_ends_before_its_octets_exceed_the_limit() {
    for (int i = 0; i < 10; i++) {
      Told.submit(outbox, school.seal(Mailbox.SMALL - i, edb));
    }

    Page<Waiting> page = inbox.list(Cursor.START, 100, Duration.ZERO);

    assertThat(page.items()).hasSize(7).allMatch(w -> w.content().isPresent());
    assertThat(page.more()).isTrue();
    assertThat(inbox.list(page.next(), 100, Duration.ZERO).items()).hasSize(3);
  }

  @Test
  void content_is_handed_out_in_any_stretch_and_to_its_recipients_only() throws Exception {
    Envelope envelope = school.seal(1_000, edb);
    Told.submit(outbox, envelope);
    byte[] all = Told.octets(envelope);
    var key = Told.waiting(inbox).get(0).key();

    try (var in = inbox.content(key, 990, 10)) {
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(all, 990, 1_000));
    }
    try (var in = inbox.content(key, 1_000, 0)) {
      assertThat(in.readAllBytes()).isEmpty();
    }
    assertThatThrownBy(() -> inbox.content(key, 990, 11)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> outbox.content(key, 0, 1)).hasMessageContaining("UNKNOWN_MESSAGE");
  }

  @Test
  void a_call_that_waits_is_answered_when_something_comes() throws Exception {
    CompletableFuture<Page<Waiting>> page =
        CompletableFuture.supplyAsync(() -> inbox.list(Cursor.START, 10, LONG));
    Told.submit(outbox, school.seal(3, edb));

    assertThat(page.get(10, TimeUnit.SECONDS).items()).hasSize(1);
  }

  @Test
  void a_call_that_waits_sees_what_another_node_handed_on() throws Exception {
    Mailbox elsewhere = network.node().mailbox(Network.SCHOOL);
    CompletableFuture<Page<Waiting>> page =
        CompletableFuture.supplyAsync(() -> inbox.list(Cursor.START, 10, LONG));
    Told.submit(elsewhere, school.seal(3, edb));

    assertThat(page.get(10, TimeUnit.SECONDS).items()).hasSize(1);
  }

  @Test
  void a_call_that_waits_in_vain_ends_with_an_empty_page() {
    assertThat(inbox.list(Cursor.START, 10, Duration.ofMillis(600)).items()).isEmpty();
  }

  @Test
  void a_call_that_waits_ends_when_the_hub_closes() throws Exception {
    CompletableFuture<Page<Waiting>> page =
        CompletableFuture.supplyAsync(() -> inbox.list(Cursor.START, 10, LONG));
    hub.close();

    assertThat(page.get(10, TimeUnit.SECONDS).items()).isEmpty();
  }

  @Test
  void a_cursor_that_the_hub_never_gave_is_refused() {
    assertThatThrownBy(() -> inbox.list(new Cursor("abc"), 10, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[abc]");
  }
}
