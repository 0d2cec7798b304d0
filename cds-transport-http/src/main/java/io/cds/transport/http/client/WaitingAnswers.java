package io.cds.transport.http.client;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.Page;
import io.cds.api.ProblemCode;
import io.cds.api.TransportException;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Routing;
import io.cds.api.envelope.ZipGroup;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Waiting;
import io.cds.transport.http.wire.MemoryStage;
import io.cds.transport.http.wire.Wire;
import java.util.List;
import java.util.Optional;

/** Reads a listing of what waits. */
final class WaitingAnswers {
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
    List<Waiting> items = zips.read(reply, stage).stream().map(g -> waiting(g, stage)).toList();
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

  private Waiting waiting(ZipGroup group, MemoryStage stage) {
    try {
      return group.head().isPresent()
          ? envelope(group.head().get(), group, stage)
          : new Waiting(
              codec.peek(group.receipts().get(0)).key(),
              Optional.empty(),
              0,
              Optional.empty(),
              group.receipts());
    } catch (CdsException e) {
      throw unreadable(group, e);
    }
  }

  private Waiting envelope(EnvelopeHead head, ZipGroup group, MemoryStage stage) {
    Routing routing = codec.peek(head.routing());
    return new Waiting(
        routing.key(),
        group.head(),
        routing.content().length(),
        group.content().map(stage::source),
        group.receipts());
  }

  private TransportException unreadable(ZipGroup group, CdsException cause) {
    return failures.failure(
        ProblemCode.HUB_FAILED, "[%s] in a listing is not readable".formatted(group.id()), cause);
  }
}
