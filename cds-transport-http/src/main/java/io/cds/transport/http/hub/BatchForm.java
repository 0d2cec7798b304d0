package io.cds.transport.http.hub;

import io.cds.api.MessageId;
import io.cds.api.Problem;
import io.cds.api.Watch;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a batch into the mailbox and writes what the mailbox said to it. */
final class BatchForm {
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
    List<Offer> offers = new ArrayList<>(whole.isEmpty() ? List.of() : mailbox.submit(whole));
    heads.forEach(head -> offers.add(mailbox.offer(head)));
    return offers(offers);
  }

  /** The outcomes in the field, the receipts in the .zip. */
  Answer offers(List<Offer> offers) {
    if (offers.isEmpty()) {
      return Answer.empty(204);
    }
    List<OfferLine> lines =
        offers.stream()
            .map(o -> OfferLine.of(o.durable(), o.problem().map(Problem::code)))
            .toList();
    List<Offer> told = offers.stream().filter(o -> !o.receipts().isEmpty()).toList();
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
