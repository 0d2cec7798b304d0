package io.cds.transport.http;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.testkit.transport.FakeHub;
import io.cds.testkit.transport.FakeParty;
import io.cds.transport.http.hub.HubSettings;
import io.cds.transport.http.jetty.HubServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Two programs: {@code hub} prints its address and serves until its input ends; {@code party
 * address mib} sends so many MiB up and down again and prints {@code whole} when every octet came
 * through. Nothing is kept, so that memory is what the wire needs.
 */
final class BigContent {
  private static final PartyCode SCHOOL = PartyCode.of("010300");
  private static final MessageId ID = MessageId.of("01890a5d-ac96-774b-bcce-b302099a8057");

  private long taken;

  private BigContent() {}

  public static void main(String[] arguments) throws IOException {
    HubEndpoint endpoint = new BigContent().endpoint();
    if (arguments[0].equals("hub")) {
      try (HubServer server =
          HubServer.start(endpoint, HubServer.Place.loopback(0), HubSettings.defaults())) {
        System.out.println(server.address());
        System.in.transferTo(OutputStream.nullOutputStream());
      }
      return;
    }
    FakeParty school = FakeParty.create(SCHOOL, Clock.systemUTC());
    Mailbox mailbox =
        HttpTransport.to(URI.create(arguments[1])).mailbox(SCHOOL, school, endpoint.codec());
    long length = Long.parseLong(arguments[2]) * Mailbox.PIECE;
    upload(mailbox, length);
    download(mailbox, length);
    System.out.println("whole");
  }

  private static void upload(Mailbox mailbox, long length) throws IOException {
    byte[] piece = new byte[Mailbox.PIECE];
    for (long offset = 0; offset < length; offset += piece.length) {
      fill(piece, offset);
      Offer offer = mailbox.append(ID, offset, Source.of(piece));
      require(offer.durable() == offset + piece.length);
    }
  }

  private static void download(Mailbox mailbox, long length) throws IOException {
    byte[] expected = new byte[Mailbox.PIECE];
    try (InputStream in = mailbox.content(new MessageKey(SCHOOL, ID), 0, length)) {
      for (long offset = 0; offset < length; offset += expected.length) {
        fill(expected, offset);
        require(Arrays.equals(expected, in.readNBytes(expected.length)));
      }
      require(in.read() < 0);
    }
  }

  private static void fill(byte[] piece, long offset) {
    for (int i = 0; i < piece.length; i++) {
      piece[i] = (byte) (i ^ (i >>> 9) ^ (offset >>> 20));
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("an octet was lost or changed");
    }
  }

  private HubEndpoint endpoint() {
    FakeHub words = new FakeHub(Clock.systemUTC());
    return (HubEndpoint)
        Proxy.newProxyInstance(
            HubEndpoint.class.getClassLoader(),
            new Class<?>[] {HubEndpoint.class},
            (proxy, method, given) ->
                switch (method.getName()) {
                  case "mailbox" -> mailbox();
                  case "codec" -> words.codec();
                  case "clock" -> words.clock();
                  case "enrolment" -> words.enrolment();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private Mailbox mailbox() {
    return (Mailbox)
        Proxy.newProxyInstance(
            Mailbox.class.getClassLoader(),
            new Class<?>[] {Mailbox.class},
            (proxy, method, given) ->
                switch (method.getName()) {
                  case "append" -> take((long) given[1], (Source) given[2]);
                  case "content" -> new Pattern((long) given[2]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private Offer take(long offset, Source piece) throws IOException {
    byte[] expected = new byte[Mailbox.PIECE];
    fill(expected, offset);
    try (InputStream in = piece.open()) {
      require(offset == taken && Arrays.equals(expected, in.readAllBytes()));
    }
    taken += expected.length;
    return new Offer(new MessageKey(SCHOOL, ID), taken, List.of(), Optional.empty());
  }

  /** The octets of {@link #fill}, piece after piece. */
  private static final class Pattern extends InputStream {
    private final byte[] piece = new byte[Mailbox.PIECE];
    private final long length;
    private long at;

    Pattern(long length) {
      this.length = length;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) {
      if (at == length) {
        return -1;
      }
      int within = (int) (at % piece.length);
      if (within == 0) {
        fill(piece, at);
      }
      int octets = Math.min(most, piece.length - within);
      System.arraycopy(piece, within, into, from, octets);
      at += octets;
      return octets;
    }
  }
}
