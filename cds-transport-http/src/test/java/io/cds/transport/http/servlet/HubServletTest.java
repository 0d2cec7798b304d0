package io.cds.transport.http.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.PartyCode;
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
import io.cds.transport.http.HttpTransport;
import io.cds.transport.http.signature.RequestComponents;
import io.cds.transport.http.signature.RequestSignature;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the contract does not ask of a container. */
@Timeout(60)
class HubServletTest {
  private static final PartyCode SCHOOL = PartyCode.of("010300");
  private static final MessageKey KEY =
      new MessageKey(SCHOOL, MessageId.of("01890a5d-ac96-774b-bcce-b302099a8057"));
  private static final int LENGTH = 400_000;

  @TempDir Path folder;
  private final FakeHub hub =
      new FakeHub(Clock.fixed(Instant.parse("2026-03-01T04:05:06Z"), ZoneOffset.UTC));
  private final FakeParty school = FakeParty.create(SCHOOL, hub.clock());

  @BeforeEach
  void register() {
    hub.register(school);
  }

  @Test
  void anAnswerThatFailsHalfWayIsTakenForWholeByNobody() throws IOException {
    try (TomcatHub served = new TomcatHub(new Failing(hub), folder)) {
      Mailbox mailbox = HttpTransport.to(served.address()).mailbox(SCHOOL, school, hub.codec());
      assertThatThrownBy(
              () -> {
                try (InputStream in = mailbox.content(KEY, 0, LENGTH)) {
                  in.readAllBytes();
                }
              })
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> mailbox.list(Cursor.START, 10, Duration.ZERO))
          .isInstanceOf(TransportException.class);
    }
  }

  /** So that nobody takes a half for the whole whose own form would not tell. */
  @Test
  void theContainerCutsSuchAnAnswerAndDoesNotEndIt() throws Exception {
    try (TomcatHub served = new TomcatHub(new Failing(hub), folder);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.address().getPort())) {
      socket.setSoTimeout(10_000);
      String path = served.address().getPath() + "/v1/waiting";
      String authority = served.address().getAuthority();
      RequestSignature.Fields signed =
          RequestSignature.sign(
              new RequestComponents("GET", authority, path, Optional.empty(), name -> List.of()),
              false,
              school.keyId().hex(),
              hub.clock().instant(),
              school::sign);
      String head =
          "GET %s HTTP/1.1\r\nHost: %s\r\nSignature-Input: %s\r\nSignature: %s\r\n\r\n"
              .formatted(path, authority, signed.input(), signed.signature());
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("transfer-encoding: chunked")
          .doesNotEndWith("0\r\n\r\n");
    }
  }

  @Test
  void whatIsNoneOfTheHubsPathsIsAProblemAndWhatLiesBesideItIsTheHosts() throws Exception {
    try (TomcatHub served = new TomcatHub(hub, folder)) {
      assertThat(get(served.address() + "/v1/hub").statusCode()).isEqualTo(200);
      HttpResponse<String> wrong = get(served.address() + "/v2/hub");
      assertThat(wrong.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(wrong.body()).contains("WRONG_ADDRESS", "/authority/cds/v1");
      assertThat(get(served.address().resolve("/authority/other").toString()).statusCode())
          .isEqualTo(404);
    }
  }

  private static HttpResponse<String> get(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** A hub whose store fails half way through a content, alone and in a listing. */
  private record Failing(FakeHub rest) implements HubEndpoint {
    private static InputStream half() {
      return new FilterInputStream(new ByteArrayInputStream(new byte[LENGTH / 2])) {
        @Override
        public int read(byte[] into, int from, int most) throws IOException {
          int read = super.read(into, from, most);
          if (read < 0) {
            throw new IOException("the disk of a test is broken");
          }
          return read;
        }
      };
    }

    private static Page<Waiting> listed() {
      Waiting one =
          new Waiting(
              KEY,
              Optional.of(
                  PlainForms.head(
                      SCHOOL, KEY.id(), LENGTH, List.of(PartyCode.of("EDB")), new byte[1])),
              LENGTH,
              Optional.of(Source.of(LENGTH, Failing::half)),
              List.of());
      return new Page<>(List.of(one), new Cursor("1"), false);
    }

    @Override
    public Mailbox mailbox(SignedRequest request) {
      Mailbox whole = rest.mailbox(request);
      return (Mailbox)
          Proxy.newProxyInstance(
              Mailbox.class.getClassLoader(),
              new Class<?>[] {Mailbox.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "content" -> half();
                    case "list" -> listed();
                    default -> method.invoke(whole, arguments);
                  });
    }

    @Override
    public Enrolment enrolment() {
      return rest.enrolment();
    }

    @Override
    public EnvelopeCodec codec() {
      return rest.codec();
    }

    @Override
    public Clock clock() {
      return rest.clock();
    }
  }
}
