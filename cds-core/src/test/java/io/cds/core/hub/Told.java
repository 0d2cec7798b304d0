package io.cds.core.hub;

import io.cds.api.Cursor;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Waiting;
import io.cds.testkit.fake.FakeCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What tests look at. */
final class Told {
  private Told() {}

  /** All that waits. */
  static List<Waiting> waiting(Mailbox mailbox) {
    return mailbox.list(Cursor.START, 100, Duration.ZERO).items();
  }

  /** Events with their codes, in order, such as {@code REFUSED UNREADABLE HUB}. */
  static List<String> texts(FakeCodec codec, List<SignedReceipt> receipts) {
    return receipts.stream().map(codec::peek).map(Told::text).toList();
  }

  private static String text(ReceiptText text) {
    PartyCode by = text.by();
    return text.event() + text.code().map(c -> " " + c).orElse("") + " " + by;
  }

  static Offer submit(Mailbox mailbox, Envelope envelope) {
    return mailbox.submit(List.of(envelope)).get(0);
  }

  static byte[] octets(Envelope envelope) {
    try (InputStream in = envelope.content().open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The piece of the content that begins here. */
  static Source piece(Envelope envelope, long offset) {
    byte[] all = octets(envelope);
    int end = (int) Math.min(all.length, offset + Mailbox.PIECE);
    return Source.of(Arrays.copyOfRange(all, (int) offset, end));
  }
}
