package io.cds.examples.folder;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Waiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the words of a mailbox stand in a parcel: each is read in the order in which it is written.
 */
final class Forms {
  private Forms() {}

  static void key(Parcel.Draft to, MessageKey key) {
    to.text(key.from().value()).text(key.id().value());
  }

  static MessageKey key(Parcel from) throws IOException {
    return new MessageKey(PartyCode.of(from.text()), MessageId.of(from.text()));
  }

  static void head(Parcel.Draft to, EnvelopeHead head) {
    to.octets(head.routing()).optional(head.routingMldsa()).octets(head.manifest());
  }

  static EnvelopeHead head(Parcel from) throws IOException {
    return new EnvelopeHead(from.octets(), from.optional(), from.octets());
  }

  static void receipts(Parcel.Draft to, List<SignedReceipt> receipts) {
    to.number(receipts.size());
    receipts.forEach(receipt -> to.octets(receipt.octets()));
  }

  static List<SignedReceipt> receipts(Parcel from) throws IOException {
    List<SignedReceipt> receipts = new ArrayList<>();
    int count = from.count();
    for (int i = 0; i < count; i++) {
      receipts.add(new SignedReceipt(from.octets()));
    }
    return receipts;
  }

  static void offer(Parcel.Draft to, Offer offer) {
    key(to, offer.key());
    to.number(offer.durable());
    receipts(to, offer.receipts());
    to.text(offer.problem().map(p -> p.code().name()).orElse(""));
  }

  static Offer offer(Parcel from) throws IOException {
    MessageKey key = key(from);
    long durable = from.number();
    List<SignedReceipt> receipts = receipts(from);
    String problem = from.text();
    return new Offer(
        key,
        durable,
        receipts,
        problem.isEmpty()
            ? Optional.empty()
            : Optional.of(Problem.of(ProblemCode.valueOf(problem))));
  }

  static void waiting(Parcel.Draft to, Waiting waiting) {
    key(to, waiting.key());
    to.number(waiting.head().isPresent() ? 1 : 0);
    waiting.head().ifPresent(head -> head(to, head));
    to.number(waiting.contentLength());
    to.number(waiting.content().isPresent() ? 1 : 0);
    waiting.content().ifPresent(to::source);
    receipts(to, waiting.receipts());
  }

  /** Its content is at most 1 MiB, and read here: the file does not stay. */
  static Waiting waiting(Parcel from) throws IOException {
    MessageKey key = key(from);
    Optional<EnvelopeHead> head = from.number() == 1 ? Optional.of(head(from)) : Optional.empty();
    long length = from.number();
    Optional<Source> content =
        from.number() == 1 ? Optional.of(Source.of(from.octets().toArray())) : Optional.empty();
    return new Waiting(key, head, length, content, receipts(from));
  }
}
