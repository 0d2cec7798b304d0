package io.cds.transport.http.hub;

import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.Page;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Waiting;
import io.cds.api.spi.ZipWriter;
import io.cds.transport.http.wire.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Lists what waits, in the .zip form. A page is cut where a message id comes a second time (two
 * senders may use one id, and a .zip may not), and where the heads would take too much memory at
 * the party; small contents come along up to a limit, the rest is fetched by itself.
 */
final class WaitingForm {
  private final EnvelopeCodec codec;
  private final Duration maxWait;
  private final Semaphore waiting;

  WaitingForm(EnvelopeCodec codec, HubSettings settings) {
    this.codec = codec;
    this.maxWait = settings.maxWait();
    this.waiting = new Semaphore(settings.maxWaiting());
  }

  Answer list(Mailbox mailbox, Cursor after, int most, long seconds) {
    Page<Waiting> page = wait(mailbox, after, most, seconds);
    int fits = fits(page.items());
    while (fits < page.items().size()) {
      page = mailbox.list(after, fits, Duration.ZERO);
      fits = fits(page.items());
    }
    Page<Waiting> listed = page;
    Answer answer =
        listed.items().isEmpty()
            ? Answer.empty(204)
            : Answer.streamed(Wire.ZIP, out -> write(listed.items(), out));
    return answer
        .with(Wire.NEXT_FIELD, listed.next().value())
        .with(Wire.MORE_FIELD, listed.more() ? "?1" : "?0");
  }

  /** Waits for news, but never with more threads than set: then the answer comes at once. */
  private Page<Waiting> wait(Mailbox mailbox, Cursor after, int most, long seconds) {
    Duration asked = Duration.ofSeconds(Math.min(seconds, maxWait.toSeconds()));
    if (asked.isZero() || !waiting.tryAcquire()) {
      return mailbox.list(after, most, Duration.ZERO);
    }
    try {
      return mailbox.list(after, most, asked);
    } finally {
      waiting.release();
    }
  }

  private static int fits(List<Waiting> items) {
    Set<MessageId> seen = new HashSet<>();
    long octets = 0;
    for (int i = 0; i < items.size(); i++) {
      octets += octets(items.get(i));
      boolean tooMuch = i > 0 && octets > Wire.LISTED_HEADS;
      if (tooMuch || !seen.add(items.get(i).key().id())) {
        return i;
      }
    }
    return items.size();
  }

  private static long octets(Waiting item) {
    long receipts = item.receipts().stream().mapToLong(r -> r.octets().length()).sum();
    return receipts + item.head().map(WaitingForm::octets).orElse(0L);
  }

  private static long octets(EnvelopeHead head) {
    return head.routing().length()
        + (long) head.manifest().length()
        + head.routingMldsa().map(o -> (long) o.length()).orElse(0L);
  }

  private void write(List<Waiting> items, OutputStream out) throws IOException {
    ZipWriter zip = codec.zipWriter(out, ZipForm.WIRE);
    long room = Wire.LISTED_CONTENT;
    for (Waiting item : items) {
      MessageId id = item.key().id();
      List<SignedReceipt> receipts = item.receipts();
      long left = room;
      Optional<Source> content =
          item.content().filter(c -> c.length() <= Math.min(left, Mailbox.SMALL));
      if (item.head().isEmpty()) {
        zip.receipts(id, receipts);
      } else if (content.isPresent()) {
        zip.envelope(id, new Envelope(item.head().get(), content.get()), receipts);
        room -= content.get().length();
      } else {
        zip.head(id, item.head().get(), receipts);
      }
    }
    zip.finish();
  }
}
