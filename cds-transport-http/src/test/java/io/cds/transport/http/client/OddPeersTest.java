package io.cds.transport.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.TransportException;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.Mailbox;
import io.cds.testkit.transport.FakeParty;
import io.cds.testkit.transport.PlainCodec;
import io.cds.transport.http.HttpSettings;
import io.cds.transport.http.HttpTransport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person is told when something else than a hub, or a broken one, answers. */
@Timeout(30)
class OddPeersTest {
  private static final PartyCode SCHOOL = PartyCode.of("010300");
  private static final MessageKey MESSAGE =
      new MessageKey(SCHOOL, MessageId.of("01890a5d-ac96-774b-bcce-b302099a8057"));

  @Test
  void aWebSiteThatAnswersWithAPageIsNoHub() throws Exception {
    String html = "Content-Type: text/html";
    assertListing(ProblemCode.HUB_WRONG_ADDRESS, http("404 Not Found", "oops", html));
    assertListing(ProblemCode.HUB_WRONG_ADDRESS, http("200 OK", "hi", html, "Cds-Next: 1"));
    assertListing(
        ProblemCode.HUB_WRONG_ADDRESS, http("302 Found", "", "Location: https://elsewhere/"));
    assertListing(
        ProblemCode.HUB_WRONG_ADDRESS,
        http("401 Unauthorized", "{\"code\":\"HUH\"}", "Content-Type: application/problem+json"));
  }

  @Test
  void aPeerThatDoesNotSpeakHttpIsNoHub() throws Exception {
    assertListing(ProblemCode.HUB_WRONG_ADDRESS, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
  }

  @Test
  void aGatewayWithoutItsHubIsTransientAndItsRetryAfterIsKept() throws Exception {
    TransportException problem =
        assertListing(
            ProblemCode.HUB_UNREACHABLE,
            http("503 Busy", "", "Content-Type: text/html", "Retry-After: 120"));

    assertThat(problem.retryAfter()).contains(Duration.ofMinutes(2));
  }

  @Test
  void aListingWithoutItsFieldsIsTheHubsFault() throws Exception {
    assertListing(ProblemCode.HUB_FAILED, http("204 No Content", ""));
    assertListing(
        ProblemCode.HUB_FAILED,
        http("200 OK", "abc", "Content-Type: application/zip", "Cds-Next: 1", "Cds-More: ?0"));
  }

  @Test
  void aRequestWithABodyWhoseConnectionWasClosedIsTriedOnceMoreAtOnce() throws Exception {
    try (OddPeer peer = OddPeer.answering("", http("204 No Content", ""))) {
      Mailbox mailbox = mailbox(peer.address());
      assertThatCode(() -> mailbox.publish(Octets.of(new byte[9]))).doesNotThrowAnyException();
    }
  }

  @Test
  void aListingWhoseConnectionWasClosedIsTriedOnceMoreAtOnce() throws Exception {
    try (OddPeer peer =
        OddPeer.answering("", http("204 No Content", "", "Cds-Next: 7", "Cds-More: ?0"))) {
      assertThat(mailbox(peer.address()).list(Cursor.START, 1, Duration.ZERO).next())
          .isEqualTo(new Cursor("7"));
    }
  }

  @Test
  void aConnectionThatIsCutTwiceIsAnUnreachableHub() throws Exception {
    try (OddPeer peer = OddPeer.answering("", "")) {
      assertProblem(ProblemCode.HUB_UNREACHABLE, mailbox(peer.address()));
    }
  }

  @Test
  void aPeerThatNeverAnswersIsGivenUp() throws Exception {
    try (OddPeer peer = OddPeer.hangingAfter("")) {
      assertProblem(ProblemCode.HUB_UNREACHABLE, mailbox(peer.address()));
    }
  }

  @Test
  void contentThatStandsStillIsGivenUpAndContentThatIsCutIsNotTakenForItsEnd() throws Exception {
    String half =
        http("200 OK", "helloworld", "Content-Type: application/octet-stream").replace("world", "");
    try (OddPeer peer = OddPeer.hangingAfter(half);
        InputStream in = mailbox(peer.address()).content(MESSAGE, 0, 10)) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("stood still");
    }
    try (OddPeer peer = OddPeer.answering(half);
        InputStream in = mailbox(peer.address()).content(MESSAGE, 0, 10)) {
      assertThat(in.readNBytes(5)).hasSize(5);
      assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("cut");
    }
  }

  @Test
  void aClosedPortIsAnUnreachableHub() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertProblem(ProblemCode.HUB_UNREACHABLE, mailbox(URI.create("http://127.0.0.1:" + port)));
  }

  @Test
  void tlsSpokenToAPeerThatDoesNotSpeakItIsAWrongAddress() throws Exception {
    try (OddPeer peer = OddPeer.interrupting("HTTP/1.1 400 Bad\r\n\r\n")) {
      URI address = URI.create(peer.address().toString().replace("http:", "https:"));
      assertThat(assertProblem(ProblemCode.HUB_WRONG_ADDRESS, mailbox(address)))
          .hasMessageContaining(address + ": what answers speaks no TLS");
    }
  }

  @Test
  void aProxyThatOpensNoTunnelIsNamed() throws Exception {
    assertTunnel("403 Forbidden", "the proxy lets nobody through");
    assertTunnel("502 Bad Gateway", "the proxy lets nobody through");
    assertTunnel("407 Proxy Authentication Required", "a proxy asks for a user and password");
  }

  private static void assertTunnel(String status, String said) throws IOException {
    String asks = "Proxy-Authenticate: Basic realm=\"p\"";
    try (OddPeer proxy = OddPeer.answering(http(status, "no", "Content-Type: text/html", asks))) {
      HttpSettings settings =
          HttpSettings.defaults()
              .withProxy(
                  ProxySelector.of(
                      new InetSocketAddress(
                          InetAddress.getLoopbackAddress(), proxy.address().getPort())));
      Mailbox mailbox = mailbox(URI.create("https://hub.example"), settings);
      assertThat(assertProblem(ProblemCode.HUB_UNREACHABLE, mailbox)).hasMessageContaining(said);
    }
  }

  private static String http(String status, String body, String... fields) {
    List<String> lines = new ArrayList<>(List.of("HTTP/1.1 " + status));
    lines.addAll(List.of(fields));
    if (!status.startsWith("204")) {
      lines.add("Content-Length: " + body.length());
    }
    return String.join("\r\n", lines) + "\r\n\r\n" + body;
  }

  private static TransportException assertListing(ProblemCode expected, String answer)
      throws IOException {
    try (OddPeer peer = OddPeer.answering(answer)) {
      return assertProblem(expected, mailbox(peer.address()));
    }
  }

  private static TransportException assertProblem(ProblemCode expected, Mailbox mailbox) {
    try {
      mailbox.list(Cursor.START, 1, Duration.ZERO);
    } catch (TransportException e) {
      assertThat(e.problem().code()).as(e.getMessage()).isEqualTo(expected);
      return e;
    }
    throw new AssertionError("the listing succeeded; expected [" + expected + "]");
  }

  private static Mailbox mailbox(URI address) {
    return mailbox(address, HttpSettings.defaults());
  }

  private static Mailbox mailbox(URI address, HttpSettings settings) {
    FakeParty party =
        FakeParty.create(
            SCHOOL, Clock.fixed(Instant.parse("2026-03-01T04:05:06Z"), ZoneOffset.UTC));
    Duration second = Duration.ofSeconds(1);
    return HttpTransport.to(address, settings.withTimes(second, second, second))
        .mailbox(SCHOOL, party, PlainCodec.create());
  }
}
