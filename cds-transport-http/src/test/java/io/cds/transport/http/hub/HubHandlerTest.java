package io.cds.transport.http.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.MessageId;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ZipForm;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.ZipWriter;
import io.cds.testkit.transport.FakeHub;
import io.cds.testkit.transport.FakeParty;
import io.cds.testkit.transport.PlainForms;
import io.cds.transport.http.wire.ProblemDetails;
import io.cds.transport.http.wire.WireProblem;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubHandlerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T04:05:06Z");
  private static final String AUTHORITY = "hub.example";
  private static final PartyCode SCHOOL = PartyCode.of("010300");
  private static final MessageId ID = MessageId.of("01890a5d-ac96-774b-bcce-b302099a8057");
  private static final int CONTENT = Mailbox.PIECE + 9;

  private final FakeHub hub = new FakeHub(Clock.fixed(NOW, ZoneOffset.UTC));
  private final FakeParty school = FakeParty.create(SCHOOL, hub.clock());
  private final HubHandler handler =
      HubHandler.of(hub, List.of(AUTHORITY, "other-name.example"), HubSettings.defaults());
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private int status;

  @BeforeEach
  void offerAMessage() {
    hub.register(school);
    hub.mailbox(SCHOOL)
        .offer(PlainForms.head(SCHOOL, ID, CONTENT, List.of(PartyCode.of("EDB")), new byte[1]));
  }

  @Test
  void aPieceThatWasSignedIsTakenAndTheAnswerTellsWhereTheHubStands() throws Exception {
    handle(piece());

    assertThat(status).isEqualTo(204);
    assertThat(fields).containsEntry("Cds-Offers", "1048576");
    assertThat(durable()).isEqualTo(Mailbox.PIECE);
  }

  @Test
  void aBodyThatIsNotTheDigestedOneIsNotTaken() throws Exception {
    FakeRequest piece = piece();
    piece.body[77] ^= 1;

    assertProblem(piece, WireProblem.WRONG_DIGEST);
    assertThat(durable()).isZero();
  }

  @Test
  void aPieceThatIsCutInItsMiddleIsNotTakenAndTheConnectionIsCutToo() throws Exception {
    FakeRequest piece = piece();
    piece.body = Arrays.copyOf(piece.body, 500_000);

    assertThatThrownBy(() -> handle(piece)).isInstanceOf(EOFException.class);
    assertThat(status).isZero();
    assertThat(durable()).isZero();
    handle(piece());
    assertThat(durable()).isEqualTo(Mailbox.PIECE);
  }

  @Test
  void aRequestThatWasChangedAfterItsSignatureIsRefused() throws Exception {
    List<Consumer<FakeRequest>> changes =
        List.of(
            r -> r.path = r.path.replace("8057", "8058"),
            r -> r.query = Optional.of("offset=1048576"),
            r -> r.query = Optional.empty(),
            r -> r.withBody("application/octet-stream", new byte[9]),
            r -> r.fields.put("signature", r.fields.get("signature").replaceFirst(":.", ":0")),
            r -> change(r, "signature-input", "created=1772337906", "created=1772337907"),
            r -> change(r, "signature-input", "keyid=\"", "keyid=\"00"),
            r -> r.fields.remove("signature"),
            r -> r.fields.remove("signature-input"));
    for (Consumer<FakeRequest> change : changes) {
      FakeRequest piece = piece();
      change.accept(piece);
      assertProblem(piece, WireProblem.REQUEST_REFUSED);
    }
    assertThat(durable()).isZero();
  }

  private static void change(FakeRequest request, String field, String from, String to) {
    request.fields.computeIfPresent(field, (name, value) -> value.replace(from, to));
  }

  @Test
  void aSignatureForAnotherHubIsRefused() throws Exception {
    FakeRequest other =
        new FakeRequest("GET", "/v1/waiting").signedBy(school, "other.example", NOW);

    assertProblem(other, WireProblem.REQUEST_REFUSED);
  }

  @Test
  void aPartyThatCallsTheHubByAWrongNameIsToldTheRightOne() throws Exception {
    FakeRequest other =
        new FakeRequest("GET", "/v1/waiting").signedBy(school, "other.example", NOW);
    other.fields.put("host", "other.example");

    assertThat(assertProblem(other, WireProblem.WRONG_ADDRESS).detail()).contains(AUTHORITY);
  }

  @Test
  void aHubOfSeveralNamesIsSignedToByTheOneThatWasCalled() throws Exception {
    FakeRequest list =
        new FakeRequest("GET", "/v1/waiting").signedBy(school, "other-name.example", NOW);

    assertProblem(list, WireProblem.REQUEST_REFUSED);
    list.fields.put("host", "Other-Name.example");
    handle(list);
    assertThat(status).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301})
  void aSignatureOutsideItsLifeIsRefusedAndTheHubsTimeIsTold(long seconds) throws Exception {
    FakeRequest late =
        new FakeRequest("GET", "/v1/waiting")
            .signedBy(school, AUTHORITY, NOW.minusSeconds(300).plusSeconds(seconds));
    if (seconds > 0) {
      late.signedBy(school, AUTHORITY, NOW.plusSeconds(seconds));
    }

    assertThat(assertProblem(late, WireProblem.CLOCK).hubTime()).contains(NOW);
  }

  @Test
  void aStrangersKeyIsRefusedAlikeAndItsBodyIsNotKept() throws Exception {
    FakeParty stranger = FakeParty.create(SCHOOL, hub.clock());

    assertProblem(
        new FakeRequest("GET", "/v1/waiting").signedBy(stranger, AUTHORITY, NOW),
        WireProblem.REQUEST_REFUSED);
  }

  @Test
  void l13ABodyOverItsLimitIsRefusedBeforeAnyOctetOfItIsRead() throws Exception {
    FakeRequest piece = piece().withBody("application/octet-stream", new byte[1]);
    piece.length = 64L << 30;
    piece.fields.put("content-length", Long.toString(piece.length));
    piece.signedBy(school, AUTHORITY, NOW);

    assertProblem(piece, WireProblem.TOO_LARGE);
    assertThat(piece.bodyWasRead).isFalse();
  }

  @Test
  void aBodyWithoutALengthIsRefused() throws Exception {
    FakeRequest piece = piece();
    piece.length = -1;

    assertProblem(piece, WireProblem.LENGTH_REQUIRED);
  }

  @Test
  void aBodyWhereNoneBelongsIsRefused() throws Exception {
    FakeRequest list = new FakeRequest("GET", "/v1/waiting").signedBy(school, AUTHORITY, NOW);
    list.length = 5;

    assertProblem(list, WireProblem.BAD_REQUEST);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, WRONG_ADDRESS",
    "GET, /other/v1/hub, WRONG_ADDRESS",
    "GET, /v1/nothing, NOT_FOUND",
    "GET, /v1/hub/, NOT_FOUND",
    "GET, //v1/hub, WRONG_ADDRESS",
    "GET, /v1/../v1/hub, NOT_FOUND",
    "GET, /v1/%68ub, NOT_FOUND",
    "POST, /v1/hub, METHOD_NOT_ALLOWED",
    "HEAD, /v1/hub, METHOD_NOT_ALLOWED",
    "GET, /v1/receipts/01890a5d-ac96-474b-bcce-b302099a8057, NOT_FOUND",
    "GET, /v1/receipts/01890A5D-AC96-774B-BCCE-B302099A8057, NOT_FOUND",
    "GET, /v1/waiting?most=101, BAD_REQUEST",
    "GET, /v1/waiting?most=01, BAD_REQUEST",
    "GET, /v1/waiting?most=1&most=2, BAD_REQUEST",
    "GET, /v1/waiting?after=a%20b, BAD_REQUEST",
    "GET, /v1/waiting?after=of-another-hub, BAD_REQUEST",
    "GET, /v1/directory?parties=, BAD_REQUEST",
    "GET, /v1/directory, BAD_REQUEST"
  })
  void whatIsNotOnTheTableIsAnsweredByAProblem(String method, String path, WireProblem problem)
      throws Exception {
    assertProblem(new FakeRequest(method, path).signedBy(school, AUTHORITY, NOW), problem);
  }

  @Test
  void aRequestInTheClearFromAnotherMachineIsRefusedUnlessThatIsSet() throws Exception {
    FakeRequest plain = new FakeRequest("GET", "/v1/hub");
    plain.confidential = false;

    assertProblem(plain, WireProblem.TLS_REQUIRED);
    HubHandler.of(
            hub,
            List.of(AUTHORITY, "other-name.example"),
            HubSettings.defaults().withPlainAllowed())
        .handle(plain, this::start);
    assertThat(status).isEqualTo(200);
  }

  @Test
  void anUnforeseenFailureIsAnsweredWithoutItsReason() throws Exception {
    hub.fail(ProblemCode.STORE_FAILED);
    ProblemDetails problem =
        assertProblem(
            new FakeRequest("GET", "/v1/waiting").signedBy(school, AUTHORITY, NOW),
            WireProblem.FAILED);

    assertThat(problem.detail()).doesNotContain("told to fail");
  }

  @Test
  void problemsAreRfc9457AndABusyHubTellsWhenToComeAgain() throws Exception {
    hub.fail(ProblemCode.HUB_BUSY);
    handle(new FakeRequest("GET", "/v1/waiting").signedBy(school, AUTHORITY, NOW));

    assertThat(status).isEqualTo(503);
    assertThat(fields)
        .containsEntry("Retry-After", "5")
        .containsEntry("Content-Type", "application/problem+json")
        .containsEntry("Cache-Control", "no-store");
    assertThat(body.toString(UTF_8))
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                + "\"code\":\"BUSY\",\"detail\":\"The hub is busy.\","
                + "\"hubTime\":\"2026-03-01T04:05:06Z\"}");
  }

  @Test
  void aPartyThatCallsTooOftenIsToldWhenToComeAgainAndHindersNoOther() throws Exception {
    HubHandler strict =
        HubHandler.of(hub, List.of(AUTHORITY), HubSettings.defaults().withCalls(1, 2));
    FakeParty other = FakeParty.create(PartyCode.of("EDB"), hub.clock());
    hub.register(other);
    for (int i = 0; i < 2; i++) {
      handle(strict, new FakeRequest("GET", "/v1/waiting").signedBy(school, AUTHORITY, NOW));
      assertThat(status).isEqualTo(204);
    }
    FakeRequest third = new FakeRequest("GET", "/v1/waiting").signedBy(school, AUTHORITY, NOW);
    handle(strict, third);
    assertThat(status).isEqualTo(429);
    assertThat(fields).containsEntry("Retry-After", "5");
    assertThat(body.toString(UTF_8)).contains("\"code\":\"TOO_MANY_REQUESTS\"");
    handle(strict, new FakeRequest("GET", "/v1/waiting").signedBy(other, AUTHORITY, NOW));
    assertThat(status).isEqualTo(204);
    handle(strict, piece());
    assertThat(status).as("pieces do not count").isNotEqualTo(429);
  }

  @Test
  void aBatchThatBreaksTheFormatIsRefusedWhole() throws Exception {
    FakeRequest batch =
        new FakeRequest("POST", "/v1/batch")
            .withBody("application/zip", "not a batch".getBytes(UTF_8))
            .signedBy(school, AUTHORITY, NOW);

    assertProblem(batch, WireProblem.INVALID);
  }

  /** A head that no hub can read, between two good envelopes. */
  @Test
  void anEnvelopeOfABatchThatIsNotOfTheFormHindersNoOther() throws Exception {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    ZipWriter out = hub.codec().zipWriter(zip, ZipForm.WIRE);
    out.envelope(id(1), envelope(id(1)), List.of());
    Octets broken = Octets.of(new byte[] {1, 2, 3});
    EnvelopeHead head = new EnvelopeHead(broken, Optional.empty(), broken);
    out.envelope(id(2), new Envelope(head, Source.of(new byte[3])), List.of());
    out.envelope(id(3), envelope(id(3)), List.of());
    out.finish();

    handle(
        new FakeRequest("POST", "/v1/batch")
            .withBody("application/zip", zip.toByteArray())
            .signedBy(school, AUTHORITY, NOW));

    assertThat(status).isEqualTo(200);
    assertThat(fields).containsEntry("Cds-Offers", "9, 0;problem=INVALID, 9");
    assertThat(hub.mailbox(SCHOOL).receipts(id(1))).isNotEmpty();
    assertThat(hub.mailbox(SCHOOL).receipts(id(3))).isNotEmpty();
  }

  private static MessageId id(int n) {
    return MessageId.of("01890a5d-ac96-774b-bcce-b3020000000" + n);
  }

  private static Envelope envelope(MessageId id) {
    EnvelopeHead head = PlainForms.head(SCHOOL, id, 9, List.of(PartyCode.of("EDB")), new byte[1]);
    return new Envelope(head, Source.of(new byte[9]));
  }

  @Test
  void aBodyOfAnotherTypeIsRefused() throws Exception {
    FakeRequest batch =
        new FakeRequest("POST", "/v1/batch")
            .withBody("text/plain", new byte[1])
            .signedBy(school, AUTHORITY, NOW);

    assertProblem(batch, WireProblem.WRONG_MEDIA_TYPE);
  }

  private FakeRequest piece() throws Exception {
    return new FakeRequest("PUT", "/v1/pieces/" + ID + "?offset=0")
        .withBody("application/octet-stream", new byte[Mailbox.PIECE])
        .signedBy(school, AUTHORITY, NOW);
  }

  private long durable() {
    return hub.mailbox(SCHOOL)
        .offer(PlainForms.head(SCHOOL, ID, CONTENT, List.of(PartyCode.of("EDB")), new byte[1]))
        .durable();
  }

  private ProblemDetails assertProblem(FakeRequest request, WireProblem expected)
      throws IOException {
    handle(request);
    ProblemDetails problem = ProblemDetails.parse(body.toByteArray()).orElseThrow();
    assertThat(problem.problem()).isEqualTo(expected);
    assertThat(status).isEqualTo(expected.status());
    return problem;
  }

  private void handle(FakeRequest request) throws IOException {
    handle(handler, request);
  }

  private void handle(HubHandler by, FakeRequest request) throws IOException {
    by.handle(request, this::start);
  }

  private OutputStream start(int code, Map<String, String> sent) {
    status = code;
    fields.clear();
    fields.putAll(sent);
    body.reset();
    return body;
  }
}
