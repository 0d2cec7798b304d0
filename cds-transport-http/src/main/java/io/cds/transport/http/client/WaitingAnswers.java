package io.cds.transport.http.client;

import io.cds.api.Cursor;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Routing;
import io.cds.api.envelope.ZipGroup;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Waiting;
import io.cds.transport.http.wire.MemoryStage;
import io.cds.transport.http.wire.Wire;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a listing of what waits. */
final class WaitingAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(WaitingAnswers.class);

  private final ZipBodies zips;
  private final EnvelopeCodec codec;
  private final Failures failures;

  WaitingAnswers(ZipBodies zips, EnvelopeCodec codec, Failures failures) {
    this.zips = zips;
    this.codec = codec;
    this.failures = failures;
  }

  Page<Waiting> read(Reply reply) {
    reply.requireGood();
    String more = reply.field(Wire.MORE_FIELD).orElse("");
    Cursor next = next(reply);
    if (reply.isEmpty()) {
      return new Page<>(List.of(), next, more.equals("?1"));
    }
    MemoryStage stage = new MemoryStage(Wire.LISTED_CONTENT);
    List<Waiting> items =
        zips.read(reply, stage).stream().flatMap(g -> waiting(g, stage).stream()).toList();
    return new Page<>(items, next, more.equals("?1"));
  }

  private Cursor next(Reply reply) {
    try {
      return new Cursor(reply.field(Wire.NEXT_FIELD).orElseThrow());
    } catch (RuntimeException e) {
      throw failures.failure(
          ProblemCode.HUB_FAILED, "a listing without a valid [" + Wire.NEXT_FIELD + "]", e);
    }
  }

  /**
   * What waits under one name, read or not: the engine refuses what it cannot read, with its own
   * reason. Only what names no sender at all is left out, or it would hold up all behind it.
   */
  private Optional<Waiting> waiting(ZipGroup group, MemoryStage stage) {
    Optional<Routing> routing =
        group.head().flatMap(head -> peek(group, () -> codec.peek(head.routing())));
    Optional<PartyCode> from = routing.map(Routing::from).or(() -> sender(group));
    if (from.isEmpty()) {
      LOG.warn("[{}] of a listing names no sender and is left out", group.id());
    }
    long length = routing.map(r -> r.content().length()).orElse(0L);
    return from.map(
        party ->
            new Waiting(
                new MessageKey(party, group.id()),
                group.head(),
                length,
                group.content().map(stage::source),
                group.receipts()));
  }

  private Optional<PartyCode> sender(ZipGroup group) {
    return group.receipts().stream()
        .flatMap(receipt -> peek(group, () -> codec.peek(receipt).from()).stream())
        .findFirst();
  }

  private static <T> Optional<T> peek(ZipGroup group, Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (InvalidEnvelopeException e) {
      LOG.warn("A part of [{}] in a listing is not readable: [{}]", group.id(), e.reason());
      return Optional.empty();
    }
  }
}
