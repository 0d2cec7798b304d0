package io.cds.transport.http.hub;

import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.transport.http.wire.HeldOctets;
import io.cds.transport.http.wire.HubJson;
import io.cds.transport.http.wire.Wire;
import io.cds.transport.http.wire.WireProblem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The operations of a mailbox, each signed by its party. */
final class MailboxRoutes {
  private static final long MOST_OCTETS = 1L << 50;

  private final Gate gate;
  private final BodyRoom room;
  private final BatchForm batches;
  private final WaitingForm listings;
  private final HubSettings settings;

  MailboxRoutes(Gate gate, BodyRoom room, EnvelopeCodec codec, HubSettings settings) {
    this.gate = gate;
    this.room = room;
    this.batches = new BatchForm(codec, settings.maxBatch());
    this.listings = new WaitingForm(codec, settings);
    this.settings = settings;
  }

  List<Route> table() {
    return List.of(
        Route.post(Wire.BATCH, this::batch),
        Route.put(Wire.PIECES + Route.ID, this::piece),
        Route.get(Wire.WAITING, this::waiting),
        Route.get(Wire.CONTENT + Route.PARTY + "/" + Route.ID, this::content),
        Route.get(Wire.RECEIPTS + Route.ID, this::receipts),
        Route.get(Wire.DIRECTORY, this::directory),
        Route.post(Wire.RENEWAL, this::renew),
        Route.put(Wire.KEY_RECORD, this::publish));
  }

  private Answer batch(Route.Call call) throws Rejection, IOException {
    Mailbox mailbox = gate.mailbox(call.request(), Wire.ZIP);
    return room.hold(call.request(), settings.maxBatch(), body -> batches.take(body, mailbox));
  }

  private Answer piece(Route.Call call) throws Rejection, IOException {
    Mailbox mailbox = gate.stretch(call.request(), Wire.OCTETS);
    MessageId id = MessageId.of(call.variable(1));
    long offset = call.query().number("offset", 0, MOST_OCTETS);
    return room.hold(
        call.request(),
        Mailbox.PIECE,
        body -> {
          Offer offer = mailbox.append(id, offset, new HeldOctets(body.whole()));
          return batches.offer(offer);
        });
  }

  private Answer waiting(Route.Call call) throws Rejection {
    Mailbox mailbox = gate.mailbox(call.request());
    int most = (int) Math.max(1, call.query().number("most", Wire.MAX_ITEMS, Wire.MAX_ITEMS));
    long seconds = call.query().number("wait", 0, Integer.MAX_VALUE);
    try {
      Cursor after = new Cursor(call.query().text("after").orElse(""));
      return listings.list(mailbox, after, most, seconds);
    } catch (IllegalArgumentException e) {
      throw Rejection.of(WireProblem.BAD_REQUEST, "cannot list: " + e.getMessage());
    }
  }

  private Answer content(Route.Call call) throws Rejection, IOException {
    Mailbox mailbox = gate.stretch(call.request());
    MessageKey message =
        new MessageKey(PartyCode.of(call.variable(1)), MessageId.of(call.variable(2)));
    long from = call.query().number("from", 0, MOST_OCTETS);
    long length = call.query().number("length", 0, MOST_OCTETS);
    InputStream in = open(mailbox, message, from, length);
    return new Answer(
        200,
        Map.of("Content-Type", Wire.OCTETS),
        OptionalLong.of(length),
        out -> {
          try (in) {
            in.transferTo(out);
          }
        });
  }

  private static InputStream open(Mailbox mailbox, MessageKey message, long from, long length)
      throws Rejection {
    try {
      return mailbox.content(message, from, length);
    } catch (IOException e) {
      throw Rejection.of(
          WireProblem.FAILED,
          "cannot read [%d] octets of content from [%d]: try again".formatted(length, from));
    }
  }

  private Answer receipts(Route.Call call) throws Rejection {
    Mailbox mailbox = gate.mailbox(call.request());
    MessageId id = MessageId.of(call.variable(1));
    List<SignedReceipt> receipts = mailbox.receipts(id);
    return batches.receipts(id, receipts);
  }

  private Answer directory(Route.Call call) throws Rejection {
    Mailbox mailbox = gate.mailbox(call.request());
    return Answer.of(200, Wire.CMS, mailbox.directory(parties(call)).toArray());
  }

  private static List<PartyCode> parties(Route.Call call) throws Rejection {
    String codes = call.query().text("parties").orElse("");
    try {
      return Arrays.stream(codes.split(Wire.BETWEEN_PARTIES, -1)).map(PartyCode::of).toList();
    } catch (IllegalArgumentException e) {
      throw Rejection.of(
          WireProblem.BAD_REQUEST,
          "cannot query the directory: expected 1 to [%d] party codes joined by [%s]"
              .formatted(Wire.MAX_ITEMS, Wire.BETWEEN_PARTIES));
    }
  }

  private Answer renew(Route.Call call) throws Rejection, IOException {
    Mailbox mailbox = gate.mailbox(call.request(), Wire.CMS);
    return room.hold(
        call.request(),
        Wire.MAX_CMS,
        body ->
            mailbox
                .renew(Octets.of(body.whole()))
                .map(issued -> Answer.of(200, HubJson.MEDIA_TYPE, issued.toArray()))
                .orElseGet(() -> Answer.empty(202)));
  }

  private Answer publish(Route.Call call) throws Rejection, IOException {
    Mailbox mailbox = gate.mailbox(call.request(), Wire.CMS);
    return room.hold(
        call.request(),
        Wire.MAX_CMS,
        body -> {
          mailbox.publish(Octets.of(body.whole()));
          return Answer.empty(204);
        });
  }
}
