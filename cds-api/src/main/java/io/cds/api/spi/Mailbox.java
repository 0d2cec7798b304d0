package io.cds.api.spi;

import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.SignedReceipt;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The interface between a party and its hub. Implemented by the hub's engine and, remotely, by
 * transports.
 *
 * <p><b>Guarantees.</b> Every call is idempotent: repeated after any failure it changes nothing
 * more and answers the same stored receipts. A receipt is answered only after the commit that it
 * testifies.
 *
 * <p><b>Failure.</b> {@link io.cds.api.TransportException}: transient, try again. Only a signed
 * REFUSED is final. Unknown and foreign ids answer alike.
 *
 * <p><b>Threading.</b> Safe for several threads.
 */
public interface Mailbox {
  /** Pieces of content are this long, but for the last: 1 MiB. */
  int PIECE = 1 << 20;

  /** Longest content that travels in a batch. */
  int SMALL = 1 << 20;

  /**
   * Offers envelopes whose content is at most {@link #SMALL}, whole; at most 100 and 16 MiB
   * together. One answer per envelope, in order.
   */
  List<Offer> submit(List<Envelope> envelopes);

  /** Offers an envelope's head; the content follows by {@link #append}. */
  Offer offer(EnvelopeHead head);

  /**
   * Appends a piece of the content at this offset, a multiple of {@link #PIECE}; {@code piece} has
   * PIECE octets unless it is the last. At an offset that the hub already holds it changes nothing.
   * With the last octet the hub checks and commits the whole.
   */
  Offer append(MessageId id, long offset, Source piece);

  /**
   * What waits after this cursor, oldest first. With nothing waiting it holds the call for up to
   * {@code wait}.
   *
   * @param most 1 to 100
   * @throws IllegalArgumentException for a cursor that this hub cannot have given
   */
  Page<Waiting> list(Cursor after, int most, Duration wait);

  /** A stretch of the content of an envelope for this party. The caller closes the stream. */
  InputStream content(MessageKey message, long from, long length) throws IOException;

  /** Posts this party's receipts, at most 100. */
  void post(List<SignedReceipt> receipts);

  /** All receipts that the hub has for a message that this party sent. */
  List<SignedReceipt> receipts(MessageId id);

  /** Signed directory answer for these parties, at most 100. */
  Octets directory(List<PartyCode> parties);

  /**
   * Asks for certificates of fresh keys by a key request that the party's SIGN key signed: a
   * renewal in the last 90 days of that key, or a move to the next epoch at any time. Once for each
   * key; the same octets again are answered the same.
   *
   * @return {@link io.cds.api.envelope.IssuedKeys} as octets, of PENDING keys; empty while the
   *     certificate authority has not answered yet
   * @throws io.cds.api.CdsException {@code RENEWAL_REFUSED} with the cause
   * @throws UnsupportedOperationException from a way to the hub that does not have it
   */
  default Optional<Octets> renew(Octets signedRequest) {
    throw new UnsupportedOperationException("This way to the hub does not renew keys");
  }

  /**
   * Publishes the party's own-signed key record; one with a lower counter than the stored one is
   * refused.
   */
  void publish(Octets keyRecord);
}
