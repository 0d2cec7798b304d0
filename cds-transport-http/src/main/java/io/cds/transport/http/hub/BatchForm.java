package io.cds.transport.http.hub;

import io.cds.api.CdsException;
import io.cds.api.MessageId;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Watch;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.envelope.ZipGroup;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.ZipWriter;
import io.cds.transport.http.wire.MemoryStage;
import io.cds.transport.http.wire.OfferLine;
import io.cds.transport.http.wire.Wire;
import io.cds.transport.http.wire.WireProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a batch into the mailbox and writes what the mailbox said to it. */
final class BatchForm {
  private static final Logger LOG = LoggerFactory.getLogger(BatchForm.class);

  private final EnvelopeCodec codec;
  private final int maxBatch;

  BatchForm(EnvelopeCodec codec, int maxBatch) {
    this.codec = codec;
    this.maxBatch = maxBatch;
  }

  /** Posts the receipts, submits the whole envelopes, offers the heads. */
  Answer take(RequestBody body, Mailbox mailbox) throws Rejection, IOException {
    MemoryStage stage = new MemoryStage(maxBatch);
    List<ZipGroup> groups = body.stream(in -> codec.readZip(in, ZipForm.WIRE, stage, Watch.none()));
    List<SignedReceipt> receipts = new ArrayList<>();
    List<Envelope> whole = new ArrayList<>();
    List<EnvelopeHead> heads = new ArrayList<>();
    for (ZipGroup group : groups) {
      requireRightName(group);
      receipts.addAll(group.receipts());
      if (group.head().isPresent() && group.content().isPresent()) {
        whole.add(new Envelope(group.head().get(), stage.source(group.content().get())));
      } else {
        group.head().ifPresent(heads::add);
      }
    }
    if (!receipts.isEmpty()) {
      mailbox.post(receipts);
    }
    List<Told> told = new ArrayList<>(whole.isEmpty() ? List.of() : submit(whole, mailbox));
    heads.forEach(head -> told.add(alone(() -> mailbox.offer(head))));
    return answer(told);
  }

  /** What is said to one envelope: the mailbox's answer, or why it has none. */
  private record Told(OfferLine line, Optional<Offer> offer) {
    static Told of(Offer offer) {
      return new Told(
          OfferLine.of(offer.durable(), offer.problem().map(Problem::code)), Optional.of(offer));
    }

    static Told of(ProblemCode problem) {
      return new Told(OfferLine.of(0, Optional.of(problem)), Optional.empty());
    }
  }

  /** All in one call; where one of them makes that fail, each by itself. */
  private static List<Told> submit(List<Envelope> whole, Mailbox mailbox) {
    try {
      return mailbox.submit(whole).stream().map(Told::of).toList();
    } catch (CdsException e) {
      if (!isAboutOne(e.problem().code())) {
        throw e;
      }
    } catch (RuntimeException e) {
      LOG.error("A batch of [{}] failed; each is tried by itself", whole.size(), e);
    }
    return whole.stream().map(one -> alone(() -> mailbox.submit(List.of(one)).get(0))).toList();
  }

  private static Told alone(Supplier<Offer> call) {
    try {
      return Told.of(call.get());
    } catch (CdsException e) {
      if (!isAboutOne(e.problem().code())) {
        throw e;
      }
      LOG.info("An envelope of a batch: {}", e.getMessage());
      return Told.of(e.problem().code());
    } catch (RuntimeException e) {
      LOG.error("An envelope of a batch failed", e);
      return Told.of(ProblemCode.HUB_FAILED);
    }
  }

  /** Whether this is one envelope's fault, and not the party's or the hub's as a whole. */
  private static boolean isAboutOne(ProblemCode code) {
    return switch (WireProblem.of(code)) {
      case INVALID, TOO_LARGE, NOT_FOUND -> true;
      case FAILED -> code != ProblemCode.STORE_FAILED;
      default -> false;
    };
  }

  /** Refuses parts of one message under another's name. */
  private void requireRightName(ZipGroup group) {
    if (!group.head().map(h -> named(group, () -> codec.peek(h.routing()).id())).orElse(true)) {
      throw new InvalidEnvelopeException(
          InvalidReason.ZIP_PROFILE, "[" + group.id() + "] holds another message");
    }
    if (!group.receipts().stream().allMatch(r -> named(group, () -> codec.peek(r).id()))) {
      throw new InvalidEnvelopeException(
          InvalidReason.RECEIPT_MISMATCH, "[" + group.id() + "] holds another message's receipt");
    }
  }

  /** What cannot be read names nothing: the mailbox refuses it by itself, and no other with it. */
  private static boolean named(ZipGroup group, Supplier<MessageId> part) {
    try {
      return part.get().equals(group.id());
    } catch (InvalidEnvelopeException e) {
      return true;
    }
  }

  /** The outcomes in the field, the receipts in the .zip. */
  Answer offer(Offer offer) {
    return answer(List.of(Told.of(offer)));
  }

  private Answer answer(List<Told> all) {
    if (all.isEmpty()) {
      return Answer.empty(204);
    }
    List<OfferLine> lines = all.stream().map(Told::line).toList();
    List<Offer> told =
        all.stream().flatMap(t -> t.offer().stream()).filter(o -> !o.receipts().isEmpty()).toList();
    Answer answer =
        told.isEmpty()
            ? Answer.empty(204)
            : Answer.streamed(
                Wire.ZIP,
                out -> {
                  ZipWriter zip = codec.zipWriter(out, ZipForm.WIRE);
                  for (Offer offer : told) {
                    zip.receipts(offer.key().id(), offer.receipts());
                  }
                  zip.finish();
                });
    return answer.with(Wire.OFFERS_FIELD, OfferLine.write(lines));
  }

  /** The receipts of one message, or nothing. */
  Answer receipts(MessageId id, List<SignedReceipt> receipts) {
    if (receipts.isEmpty()) {
      return Answer.empty(204);
    }
    return Answer.streamed(
        Wire.ZIP,
        out -> {
          ZipWriter zip = codec.zipWriter(out, ZipForm.WIRE);
          zip.receipts(id, receipts);
          zip.finish();
        });
  }
}
