package io.cds.transport.http.client;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipGroup;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.RequestSigner;
import io.cds.api.spi.Waiting;
import io.cds.transport.http.wire.HubJson;
import io.cds.transport.http.wire.MemoryStage;
import io.cds.transport.http.wire.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A party's mailbox at a hub that is reached over HTTP. */
public final class RemoteMailbox implements Mailbox {
  private static final int BATCH = 4 * 1024 * 1024;
  private static final int ACCEPTED = 202;

  private final Connection connection;
  private final SignedRequests requests;
  private final ZipBodies zips;
  private final OfferAnswers offers;
  private final WaitingAnswers listings;
  private final PartyCode self;
  private final EnvelopeCodec codec;
  private final Clock clock;

  /** The mailbox of this party; no I/O yet. */
  public RemoteMailbox(
      Connection connection, PartyCode self, RequestSigner signer, EnvelopeCodec codec) {
    this.connection = connection;
    this.requests = new SignedRequests(connection, signer);
    this.zips = new ZipBodies(codec, connection.failures());
    this.offers = new OfferAnswers(zips, connection.failures());
    this.listings = new WaitingAnswers(zips, codec, connection.failures());
    this.self = self;
    this.codec = codec;
    this.clock = signer.clock();
  }

  @Override
  public List<Offer> submit(List<Envelope> envelopes) {
    List<Offer> answers = new ArrayList<>();
    List<Envelope> batch = new ArrayList<>();
    int octets = 0;
    for (Envelope envelope : envelopes) {
      int more = ZipBodies.octets(envelope);
      if (!batch.isEmpty() && (octets + more > BATCH || batch.size() == Wire.MAX_ITEMS)) {
        answers.addAll(submitBatch(batch));
        batch.clear();
        octets = 0;
      }
      batch.add(envelope);
      octets += more;
    }
    if (!batch.isEmpty()) {
      answers.addAll(submitBatch(batch));
    }
    return answers;
  }

  private List<Offer> submitBatch(List<Envelope> batch) {
    byte[] body = zips.ofEnvelopes(batch);
    try (Reply reply = requests.send("POST", Wire.BATCH, Wire.ZIP, body)) {
      return offers.read(
          reply, batch.stream().map(e -> codec.peek(e.head().routing()).key()).toList());
    }
  }

  @Override
  public Offer offer(EnvelopeHead head) {
    try (Reply reply = requests.send("POST", Wire.BATCH, Wire.ZIP, zips.ofHead(head))) {
      return offers.read(reply, List.of(codec.peek(head.routing()).key())).get(0);
    }
  }

  @Override
  public Offer append(MessageId id, long offset, Source piece) {
    String path = Wire.PIECES + id + "?offset=" + offset;
    try (Reply reply = requests.send("PUT", path, Wire.OCTETS, octets(piece))) {
      return offers.read(reply, List.of(new MessageKey(self, id))).get(0);
    }
  }

  private byte[] octets(Source piece) {
    if (piece.length() > PIECE) {
      throw new IllegalArgumentException(
          "cannot append a piece of [%d] octets: expected at most [%d]"
              .formatted(piece.length(), PIECE));
    }
    try (InputStream in = piece.open()) {
      byte[] octets = new byte[(int) piece.length()];
      if (in.readNBytes(octets, 0, octets.length) < octets.length) {
        throw new EOFException("the piece ended before its length");
      }
      return octets;
    } catch (IOException e) {
      throw connection
          .failures()
          .failure(ProblemCode.STORE_FAILED, "a piece to be sent could not be read", e);
    }
  }

  @Override
  public Page<Waiting> list(Cursor after, int most, Duration wait) {
    String path =
        Wire.WAITING + "?after=%s&most=%d&wait=%d".formatted(after.value(), most, wait.toSeconds());
    try (Reply reply = requests.get(path, wait)) {
      return listings.read(reply);
    }
  }

  @Override
  public InputStream content(MessageKey message, long from, long length) {
    String path =
        Wire.CONTENT
            + "%s/%s?from=%d&length=%d".formatted(message.from(), message.id(), from, length);
    return requests.get(path).body(Wire.OCTETS);
  }

  @Override
  public void post(List<SignedReceipt> receipts) {
    try (Reply reply = requests.send("POST", Wire.BATCH, Wire.ZIP, zips.ofReceipts(receipts))) {
      reply.requireGood();
    }
  }

  @Override
  public List<SignedReceipt> receipts(MessageId id) {
    try (Reply reply = requests.get(Wire.RECEIPTS + id)) {
      if (reply.isEmpty()) {
        return List.of();
      }
      List<ZipGroup> groups = zips.read(reply, new MemoryStage(0));
      return groups.stream().flatMap(g -> g.receipts().stream()).toList();
    }
  }

  @Override
  public Octets directory(List<PartyCode> parties) {
    String codes =
        parties.stream().map(PartyCode::value).collect(Collectors.joining(Wire.BETWEEN_PARTIES));
    try (Reply reply = requests.get(Wire.DIRECTORY + "?parties=" + codes)) {
      return Octets.of(reply.octets(Wire.CMS, Wire.MAX_CMS));
    }
  }

  @Override
  public Optional<Octets> renew(Octets request) {
    try (Reply reply = requests.send("POST", Wire.RENEWAL, Wire.CMS, request.toArray())) {
      return reply.status() == ACCEPTED
          ? Optional.empty()
          : Optional.of(Octets.of(reply.octets(HubJson.MEDIA_TYPE, HubJson.MAX_LENGTH)));
    }
  }

  @Override
  public void publish(Octets keyRecord) {
    try (Reply reply = requests.send("PUT", Wire.KEY_RECORD, Wire.CMS, keyRecord.toArray())) {
      reply.requireGood();
    }
  }

  /** The clock of this party. */
  Clock clock() {
    return clock;
  }

  /** The problem with this party's registration at the hub, if there is one. */
  Optional<CdsException> registration() {
    try {
      list(Cursor.START, 1, Duration.ZERO);
      return Optional.empty();
    } catch (CdsException e) {
      return Optional.of(e);
    }
  }
}
