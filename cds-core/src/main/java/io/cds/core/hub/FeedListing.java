package io.cds.core.hub;

import io.cds.api.ContentRef;
import io.cds.api.Cursor;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Waiting;
import io.cds.api.store.FeedRow;
import io.cds.api.store.HubMessageRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells a party what waits for it, oldest first; holds the call while nothing does. */
final class FeedListing {
  private final HubParts parts;
  private final Signals signals;

  FeedListing(HubParts parts, Signals signals) {
    this.parts = parts;
    this.signals = signals;
  }

  Page<Waiting> list(PartyCode party, Cursor after, int most, Duration wait) {
    long sequence = sequence(after);
    int rows = Math.max(1, Math.min(most, parts.limits().items()));
    Duration left = shorter(wait, parts.limits().longestWait());
    while (true) {
      long seen = signals.seen(party);
      Page<Waiting> page = page(party, after, sequence, rows);
      if (!page.items().isEmpty() || left.isNegative() || left.isZero()) {
        return page;
      }
      Duration glance = shorter(left, parts.limits().glance());
      Duration unused = signals.await(party, seen, glance);
      left = signals.ended() ? Duration.ZERO : left.minus(glance).plus(atLeastZero(unused));
    }
  }

  private Page<Waiting> page(PartyCode party, Cursor after, long sequence, int most) {
    List<FeedRow> rows = parts.store().read(tx -> tx.feeds().after(party, sequence, most + 1));
    List<Waiting> items = new ArrayList<>();
    long octets = 0;
    Cursor next = after;
    for (FeedRow row : rows) {
      if (items.size() == most) {
        return new Page<>(items, next, true);
      }
      Optional<Waiting> item = row.receipt().isPresent() ? receipt(row) : envelope(row.message());
      octets += item.map(FeedListing::octets).orElse(0L);
      if (!items.isEmpty() && octets > parts.limits().page()) {
        return new Page<>(items, next, true);
      }
      item.ifPresent(items::add);
      next = new Cursor(Long.toString(row.sequence()));
    }
    return new Page<>(items, next, false);
  }

  private static Optional<Waiting> receipt(FeedRow row) {
    return row.receipt()
        .map(
            signed ->
                new Waiting(row.message(), Optional.empty(), 0, Optional.empty(), List.of(signed)));
  }

  private Optional<Waiting> envelope(MessageKey message) {
    Standing standing = parts.store().read(tx -> Standing.of(tx, parts.party(), message));
    return standing
        .row()
        .filter(row -> row.content().isPresent() && standing.accepted().isPresent())
        .map(row -> waiting(message, row, standing));
  }

  private Waiting waiting(MessageKey message, HubMessageRow row, Standing standing) {
    ContentRef content = row.content().orElseThrow();
    Optional<Source> along =
        content.length() <= Mailbox.SMALL
            ? Optional.of(parts.store().content(content))
            : Optional.empty();
    return new Waiting(
        message,
        Optional.of(row.head()),
        content.length(),
        along,
        standing.accepted().map(r -> List.of(r.signed())).orElseThrow());
  }

  private static long octets(Waiting item) {
    long head =
        item.head().map(h -> (long) h.routing().length() + h.manifest().length()).orElse(0L);
    return head + item.content().map(Source::length).orElse(0L);
  }

  private static long sequence(Cursor cursor) {
    if (!cursor.value().matches("[0-9]{0,18}")) {
      throw new IllegalArgumentException(
          "Cannot list after cursor ["
              + cursor.value()
              + "]; expected one that this hub gave, or the beginning");
    }
    return cursor.value().isEmpty() ? 0 : Long.parseLong(cursor.value());
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration atLeastZero(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
