package io.cds.transport.http.client;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.TransportException;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipGroup;
import io.cds.api.spi.Offer;
import io.cds.transport.http.wire.MemoryStage;
import io.cds.transport.http.wire.OfferLine;
import io.cds.transport.http.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what the hub said to offered envelopes: a line for each, and receipts in the .zip. */
final class OfferAnswers {
  private final ZipBodies zips;
  private final Failures failures;

  OfferAnswers(ZipBodies zips, Failures failures) {
    this.zips = zips;
    this.failures = failures;
  }

  /** One offer for each message, in order. */
  List<Offer> read(Reply reply, List<MessageKey> messages) {
    Map<MessageId, List<SignedReceipt>> receipts = receipts(reply);
    List<OfferLine> lines =
        reply.field(Wire.OFFERS_FIELD).flatMap(OfferLine::parse).orElse(List.of());
    if (lines.size() != messages.size()) {
      throw new TransportException(
          failures.problem(
              ProblemCode.HUB_FAILED,
              "[%d] outcomes for [%d] envelopes".formatted(lines.size(), messages.size())),
          Optional.empty(),
          null);
    }
    List<Offer> offers = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      MessageKey message = messages.get(i);
      offers.add(
          new Offer(
              message,
              lines.get(i).durable(),
              receipts.getOrDefault(message.id(), List.of()),
              lines.get(i).problem().map(p -> problem(p.name(), p.atParty()))));
    }
    return offers;
  }

  private Map<MessageId, List<SignedReceipt>> receipts(Reply reply) {
    if (reply.isEmpty()) {
      return Map.of();
    }
    return zips.read(reply, new MemoryStage(0)).stream()
        .collect(Collectors.toMap(ZipGroup::id, ZipGroup::receipts));
  }

  private Problem problem(String told, ProblemCode meaning) {
    return failures.problem(meaning, told);
  }
}
