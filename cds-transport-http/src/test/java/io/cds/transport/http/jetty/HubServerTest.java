package io.cds.transport.http.jetty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.TransportException;
import io.cds.api.spi.Enrolment;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.SignedRequest;
import io.cds.api.spi.Waiting;
import io.cds.testkit.transport.FakeHub;
import io.cds.testkit.transport.FakeParty;
import io.cds.testkit.transport.PlainForms;
import io.cds.transport.http.HttpSettings;
import io.cds.transport.http.HttpTransport;
import io.cds.transport.http.hub.HubSettings;
import io.cds.transport.http.signature.ContentDigest;
import io.cds.transport.http.signature.RequestComponents;
import io.cds.transport.http.signature.RequestSignature;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What shows only on a real socket. */
@Timeout(60)
class HubServerTest {
  private static final PartyCode SCHOOL = PartyCode.of("010300");
  private static final MessageId ID = MessageId.of("01890a5d-ac96-774b-bcce-b302099a8057");
  private static final char[] PASSWORD = "of-a-test".toCharArray();

  private final FakeHub hub =
      new FakeHub(Clock.fixed(Instant.parse("2026-03-01T04:05:06Z"), ZoneOffset.UTC));
  private final FakeParty school = FakeParty.create(SCHOOL, hub.clock());

  @BeforeEach
  void register() {
    hub.register(school);
  }

  @Test
  void aConnectionThatIsCutInTheMiddleOfAPieceLosesThatPieceAlone() throws Exception {
    byte[] piece = new byte[Mailbox.PIECE];
    try (HubServer server = start()) {
      Mailbox mailbox = HttpTransport.to(server.address()).mailbox(SCHOOL, school, hub.codec());
      mailbox.offer(
          PlainForms.head(SCHOOL, ID, Mailbox.PIECE, List.of(PartyCode.of("EDB")), new byte[1]));

      try (Socket socket = connect(server)) {
        socket.getOutputStream().write(pieceHead(server.address().getAuthority(), piece));
        socket.getOutputStream().write(piece, 0, Mailbox.PIECE / 2);
        socket.shutdownOutput();
        assertThat(answer(socket)).doesNotStartWith("HTTP/1.1 2");
      }

      assertThat(mailbox.append(ID, 0, Source.of(piece)).receipts()).hasSize(1);
    }
  }

  /** A whole request head for the first piece, signed. */
  private byte[] pieceHead(String authority, byte[] piece) throws Exception {
    Map<String, String> fields =
        Map.of(
            "content-digest", ContentDigest.of(piece),
            "content-type", "application/octet-stream",
            "content-length", Integer.toString(piece.length));
    String path = "/v1/pieces/" + ID;
    RequestSignature.Fields signed =
        RequestSignature.sign(
            new RequestComponents(
                "PUT",
                authority,
                path,
                Optional.of("offset=0"),
                name -> Optional.ofNullable(fields.get(name)).stream().toList()),
            true,
            school.keyId().hex(),
            hub.clock().instant(),
            school::sign);
    StringBuilder head = new StringBuilder("PUT " + path + "?offset=0 HTTP/1.1\r\n");
    head.append("Host: ").append(authority).append("\r\n");
    fields.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Signature-Input: ").append(signed.input()).append("\r\n");
    head.append("Signature: ").append(signed.signature()).append("\r\n\r\n");
    return head.toString().getBytes(US_ASCII);
  }

  @Test
  void whatJettyItselfRefusesIsAProblemToo() throws Exception {
    try (HubServer server = start()) {
      assertThat(answer(server, "GET /v1/hub HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(20_000)))
          .startsWith("HTTP/1.1 431")
          .contains("FIELDS_TOO_LARGE")
          .doesNotContain("html");
      assertThat(answer(server, "GET /v1/hub HTTP/1.1\r\nHost: a\r\nHost: b"))
          .startsWith("HTTP/1.1 400")
          .doesNotContain("html");
      assertThat(answer(server, "GET /v1/%2e%2e/hub HTTP/1.1\r\nHost: h"))
          .startsWith("HTTP/1.1 4")
          .doesNotContain("html");
    }
  }

  @Test
  void aListingThatWaitsDoesNotHoldUpTheServersEnd() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    HubServer server =
        HubServer.start(
            new Called(hub, called), HubServer.Place.loopback(0), HubSettings.defaults());
    Mailbox mailbox = HttpTransport.to(server.address()).mailbox(SCHOOL, school, hub.codec());
    Thread listing =
        new Thread(
            () ->
                assertThatThrownBy(() -> mailbox.list(Cursor.START, 1, Duration.ofSeconds(30)))
                    .isInstanceOf(TransportException.class));
    listing.start();
    assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();

    server.close();

    listing.join(20_000);
    assertThat(listing.isAlive()).as("its call is cut").isFalse();
  }

  /** A hub that tells when a mailbox is asked for. */
  private record Called(HubEndpoint hub, CountDownLatch called) implements HubEndpoint {
    @Override
    public Mailbox mailbox(SignedRequest request) {
      called.countDown();
      return hub.mailbox(request);
    }

    @Override
    public Enrolment enrolment() {
      return hub.enrolment();
    }

    @Override
    public EnvelopeCodec codec() {
      return hub.codec();
    }

    @Override
    public Clock clock() {
      return hub.clock();
    }
  }

  @Test
  void theServerDoesNotTellItsKind() throws Exception {
    try (HubServer server = start()) {
      assertThat(answer(server, "GET /v1/hub HTTP/1.1\r\nHost: h\r\nConnection: close"))
          .startsWith("HTTP/1.1 200")
          .contains("\"protocol\":\"cds-http/1\"")
          .doesNotContainIgnoringCase("jetty");
    }
  }

  @Test
  void aServerInTheClearIsForLoopbackOrByExplicitSetting() throws IOException {
    HubServer.Place everywhere =
        new HubServer.Place(
            new InetSocketAddress("0.0.0.0", 0), Optional.empty(), false, Optional.empty());
    HubServer.Place named =
        new HubServer.Place(
            everywhere.bind(),
            Optional.empty(),
            false,
            Optional.of(URI.create("https://hub.example")));

    assertThatThrownBy(() -> HubServer.start(hub, named, HubSettings.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TLS");
    HubSettings plain = HubSettings.defaults().withPlainAllowed();
    assertThatThrownBy(() -> HubServer.start(hub, everywhere, plain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("public address");
    HubServer.start(hub, named, plain).close();
  }

  @Test
  void everySpellingOfLoopbackIsTheSameHub() throws Exception {
    try (HubServer server = start()) {
      for (String host : List.of("localhost", "127.0.0.1")) {
        URI address = URI.create("http://" + host + ":" + server.address().getPort());
        assertThat(
                HttpTransport.to(address)
                    .mailbox(SCHOOL, school, hub.codec())
                    .list(Cursor.START, 1, Duration.ZERO)
                    .items())
            .isEmpty();
      }
    }
  }

  @Test
  void aPortThatIsTakenIsToldAtOnce() throws Exception {
    try (HubServer server = start()) {
      HubServer.Place same = HubServer.Place.loopback(server.address().getPort());
      assertThatThrownBy(() -> HubServer.start(hub, same, HubSettings.defaults()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void overTlsAHubOfATrustedCertificateIsReachedAndAnyOtherIsNamed(@TempDir Path folder)
      throws Exception {
    SSLContext tls = tls(folder);
    try (HubServer server = HubServer.start(hub, overTls(tls), HubSettings.defaults())) {
      URI address = server.address();
      assertThat(address.getScheme()).isEqualTo("https");
      assertThat(waiting(address, HttpSettings.defaults().withTls(tls))).isEmpty();
      assertTlsFails(address, HttpSettings.defaults());
    }
  }

  @Test
  void whereClientCertificatesAreAskedForNobodyElseComesIn(@TempDir Path folder) throws Exception {
    SSLContext tls = tls(folder);
    HubServer.Place place = overTls(tls).withClientCertificates();
    try (HubServer server = HubServer.start(hub, place, HubSettings.defaults())) {
      URI address = server.address();
      assertThat(waiting(address, HttpSettings.defaults().withTls(tls))).isEmpty();
      SSLContext without = context(new KeyManager[0], trust(folder));
      assertTlsFails(address, HttpSettings.defaults().withTls(without));
      Path other = Files.createDirectories(folder.resolve("other"));
      tls(other);
      SSLContext stranger = context(keys(other), trust(folder));
      assertTlsFails(address, HttpSettings.defaults().withTls(stranger));
    }
    assertThatThrownBy(() -> HubServer.Place.loopback(0).withClientCertificates())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected TLS");
  }

  private static HubServer.Place overTls(SSLContext tls) {
    return new HubServer.Place(
        HubServer.Place.loopback(0).bind(), Optional.of(tls), false, Optional.empty());
  }

  private List<Waiting> waiting(URI address, HttpSettings settings) {
    return HttpTransport.to(address, settings)
        .mailbox(SCHOOL, school, hub.codec())
        .list(Cursor.START, 1, Duration.ZERO)
        .items();
  }

  private void assertTlsFails(URI address, HttpSettings settings) {
    assertThatThrownBy(() -> waiting(address, settings))
        .isInstanceOf(TransportException.class)
        .extracting(e -> ((TransportException) e).problem().code())
        .isEqualTo(ProblemCode.TLS_FAILED);
  }

  /** A fresh self-signed certificate for 127.0.0.1 that this context presents and trusts. */
  private static SSLContext tls(Path folder) throws Exception {
    Path file = folder.resolve("tls.p12");
    Process keytool = new ProcessBuilder(command(file)).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    assertThat(keytool.waitFor()).as(said).isZero();
    return context(keys(folder), trust(folder));
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trust) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust, null);
    return context;
  }

  private static KeyManager[] keys(Path folder) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store(folder), PASSWORD);
    return keys.getKeyManagers();
  }

  private static TrustManager[] trust(Path folder) throws Exception {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store(folder));
    return trust.getTrustManagers();
  }

  private static KeyStore store(Path folder) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("tls.p12"))) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static List<String> command(Path file) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        "hub",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=hub",
        "-ext",
        "SAN=dns:localhost,ip:127.0.0.1",
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-storepass",
        new String(PASSWORD),
        "-keystore",
        file.toString());
  }

  private HubServer start() throws IOException {
    return HubServer.start(hub, HubServer.Place.loopback(0), HubSettings.defaults());
  }

  private static Socket connect(HubServer server) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
  }

  private static String answer(HubServer server, String head) throws IOException {
    try (Socket socket = connect(server)) {
      socket.getOutputStream().write((head + "\r\n\r\n").getBytes(US_ASCII));
      socket.shutdownOutput();
      return answer(socket);
    }
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), US_ASCII);
  }
}
