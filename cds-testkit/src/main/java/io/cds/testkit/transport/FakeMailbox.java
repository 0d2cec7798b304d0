package io.cds.testkit.transport;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One party's view of the fake hub. A directory answer is the key records, one after another. */
final class FakeMailbox implements Mailbox {
  private final FakePost post;
  private final PartyCode self;

  FakeMailbox(FakePost post, PartyCode self) {
    this.post = post;
    this.self = self;
  }

  @Override
  public List<Offer> submit(List<Envelope> envelopes) {
    return envelopes.stream().map(this::submit).toList();
  }

  private Offer submit(Envelope envelope) {
    FakePost.Stored stored = post.offer(self, envelope.head());
    return append(stored.routing.id(), 0, envelope.content());
  }

  @Override
  public Offer offer(EnvelopeHead head) {
    return answer(post.offer(self, head));
  }

  @Override
  public Offer append(MessageId id, long offset, Source piece) {
    try (InputStream in = piece.open()) {
      return answer(post.append(new MessageKey(self, id), offset, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Offer answer(FakePost.Stored stored) {
    return new Offer(
        stored.routing.key(), stored.content.size(), stored.receipts, Optional.empty());
  }

  @Override
  public Page<Waiting> list(Cursor after, int most, Duration wait) {
    int from = after.value().isEmpty() ? 0 : Integer.parseInt(after.value());
    try {
      List<Waiting> all = post.waiting(self, from, wait.toMillis());
      List<Waiting> some = all.subList(0, Math.min(most, all.size()));
      return new Page<>(
          some, new Cursor(Integer.toString(from + some.size())), some.size() < all.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CdsException(Problem.of(ProblemCode.CANCELLED), e);
    }
  }

  @Override
  public InputStream content(MessageKey message, long from, long length) throws IOException {
    FakePost.Stored stored = post.known(message);
    if (stored.routing.to().stream().noneMatch(a -> a.party().equals(self))) {
      throw new CdsException(Problem.of(ProblemCode.UNKNOWN_MESSAGE));
    }
    return Source.of(stored.content.toByteArray()).open(from, length);
  }

  @Override
  public void post(List<SignedReceipt> receipts) {
    receipts.forEach(r -> post.post(self, r));
  }

  @Override
  public List<SignedReceipt> receipts(MessageId id) {
    return List.copyOf(post.known(new MessageKey(self, id)).receipts);
  }

  @Override
  public Octets directory(List<PartyCode> parties) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    parties.forEach(p -> post.keyRecord(p).ifPresent(r -> out.writeBytes(r.toArray())));
    return Octets.of(out.toByteArray());
  }

  /** Answers by the first octet of the request. */
  @Override
  public Optional<Octets> renew(Octets signedRequest) {
    return switch (signedRequest.toArray()[0]) {
      case 1 -> Optional.of(signedRequest);
      case 2 -> Optional.empty();
      default -> throw new CdsException(Problem.of(ProblemCode.RENEWAL_REFUSED));
    };
  }

  @Override
  public void publish(Octets keyRecord) {
    post.publish(self, keyRecord);
  }
}
