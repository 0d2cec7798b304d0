package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.ATTACHMENT_COMPRESSION;
import static io.cds.api.envelope.InvalidReason.ATTACHMENT_LENGTH;
import static io.cds.api.envelope.InvalidReason.ATTACHMENT_NAME;
import static io.cds.api.envelope.InvalidReason.ATTACHMENT_RATIO;
import static io.cds.api.envelope.InvalidReason.CMS_ATTRIBUTES;
import static io.cds.api.envelope.InvalidReason.CONTENT_LENGTH;
import static io.cds.api.envelope.InvalidReason.CONTENT_LIMIT;
import static io.cds.api.envelope.InvalidReason.JSON_FORM;
import static io.cds.api.envelope.InvalidReason.JSON_MEMBER;
import static io.cds.api.envelope.InvalidReason.MANIFEST_LIMIT;
import static io.cds.api.envelope.InvalidReason.MANIFEST_MISMATCH;
import static io.cds.api.envelope.InvalidReason.NOT_FOR_ME;
import static io.cds.api.envelope.InvalidReason.PADDING;
import static io.cds.api.envelope.InvalidReason.RECIPIENTS;
import static io.cds.api.envelope.InvalidReason.SIGNER_EXPIRED;
import static io.cds.api.envelope.InvalidReason.SIGNER_REVOKED;
import static io.cds.api.envelope.InvalidReason.SIGNER_UNKNOWN;
import static io.cds.api.envelope.InvalidReason.SIGNER_WRONG_PARTY;
import static io.cds.api.envelope.InvalidReason.SIGNER_WRONG_USE;
import static io.cds.api.envelope.InvalidReason.TIME;
import static io.cds.api.envelope.InvalidReason.VALUE;
import static io.cds.api.envelope.InvalidReason.VERSION;
import static io.cds.api.envelope.InvalidReason.WRONG_NET;
import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.OTHER;
import static io.cds.crypto.envelope.Network.SCHOOL;
import static io.cds.crypto.envelope.Network.attachment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.envelope.Network.Message;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Envelopes whose signature fits, or nearly, and that are refused all the same. */
class ForgedByTheSenderTest {

  private final Network network = new Network();
  private final Forge forge = new Forge(network);
  private Message message;
  private EnvelopeHead head;

  @BeforeEach
  void seal() throws IOException {
    byte[] noise = new byte[100];
    network.random.nextBytes(noise);
    message =
        network.seal(
            attachment("a.bin", noise),
            attachment("b.txt", "<pupil/>".repeat(100).getBytes(UTF_8)));
    head = message.sealed().head();
  }

  @Test
  void theForgeryItselfIsRight() throws IOException {
    EnvelopeHead same = forge.routing(head, json -> json);
    assertThat(network.open(new Envelope(same, content()), EDB).sinks()).hasSize(2);
  }

  @Test
  void l02AStrangersValidCertificateIsRefused() {
    TestAuthority stranger = new TestAuthority("stranger", network.random);
    KeyPair pair = P256.generate(network.random);
    Octets certificate = stranger.issue(SCHOOL.value(), KeyUse.SIGN, pair.getPublic());
    EnvelopeHead forged =
        forge.sign(
            head,
            ContentKind.ROUTING,
            Forge.json(head),
            Network.SEALED_AT,
            certificate,
            pair.getPrivate());
    assertThat(refused(forged)).isEqualTo(SIGNER_UNKNOWN);
  }

  @Test
  void l02AKeyOfAnotherPartyIsRefused() {
    assertThat(refused(forge.signedBy(head, network.key(OTHER, KeyUse.SIGN))))
        .isEqualTo(SIGNER_WRONG_PARTY);
  }

  @Test
  void aTransmitKeyDoesNotSignARoutingRecord() {
    assertThat(refused(forge.signedBy(head, network.key(SCHOOL, KeyUse.TRANSMIT))))
        .isEqualTo(SIGNER_WRONG_USE);
  }

  @Test
  void anExpiredKeyIsRefused() {
    KnownKey key = network.known(SCHOOL, KeyUse.SIGN);
    network.directory.with(copy(key, key.state(), key.notBefore(), Network.SEALED_AT, null));
    assertThat(refused(head)).isEqualTo(SIGNER_EXPIRED);
    network.directory.with(
        copy(key, key.state(), Network.SEALED_AT.plusSeconds(1), key.notAfter(), null));
    assertThat(refused(head)).isEqualTo(SIGNER_EXPIRED);
  }

  @Test
  void aRevokedOrUnpublishedKeyIsRefused() throws IOException {
    KnownKey key = network.known(SCHOOL, KeyUse.SIGN);
    network.directory.with(
        copy(key, KeyState.REVOKED, key.notBefore(), key.notAfter(), Network.SEALED_AT));
    assertThat(refused(head)).isEqualTo(SIGNER_REVOKED);
    network.directory.with(copy(key, KeyState.PENDING, key.notBefore(), key.notAfter(), null));
    assertThat(refused(head)).isEqualTo(SIGNER_UNKNOWN);
    Instant later = Network.SEALED_AT.plus(Duration.ofDays(1));
    network.directory.with(copy(key, KeyState.REVOKED, key.notBefore(), key.notAfter(), later));
    assertThat(network.open(message.envelope(), EDB).sinks()).hasSize(2);
  }

  private static KnownKey copy(
      KnownKey k, KeyState state, Instant from, Instant to, Instant invalidSince) {
    Optional<Instant> since = Optional.ofNullable(invalidSince);
    return new KnownKey(
        k.party(), k.use(), state, k.certificate(), k.digest(), from, to, since, since);
  }

  @Test
  void anEnvelopeOfAnotherHubIsRefused() {
    Network elsewhere = new Network("elsewhere");
    assertThat(refused(changed(network.authority.net().hex(), elsewhere.authority.net().hex())))
        .isEqualTo(WRONG_NET);
  }

  @Test
  void timesBeyondTheirBoundsAreRefused() {
    String sealedAt = "\"sealedAt\":\"2026-11-21T15:30:45.123Z\"";
    Instant late = Network.SEALED_AT.plus(Duration.ofMinutes(10));
    EnvelopeHead future =
        forge.sign(
            head,
            Forge.json(head).replace(sealedAt, "\"sealedAt\":\"2026-11-21T15:40:45.123Z\""),
            late,
            network.key(SCHOOL, KeyUse.SIGN));
    assertThat(refused(future)).isEqualTo(TIME);
    assertThat(refused(changed("2026-12-21T15:30:45.123Z", "2027-11-23T15:30:45.123Z")))
        .isEqualTo(TIME);
    assertThat(refused(changed("2026-12-21T15:30:45.123Z", "2026-11-21T15:30:45.123Z")))
        .isEqualTo(TIME);
    assertThat(refused(changed("2026-11-21T15:30:45.123Z", "2026-11-21T15:30:46.123Z")))
        .isEqualTo(CMS_ATTRIBUTES);
  }

  @Test
  void recipientsThatWereNotSealedToAreRefused() throws IOException {
    assertThat(refused(changed("\"party\":\"EDB\"", "\"party\":\"HKEAA\""))).isEqualTo(RECIPIENTS);
    assertThat(
            refused(
                changed(
                    network.known(EDB, KeyUse.OPEN).digest().hex(),
                    network.known(OTHER, KeyUse.OPEN).digest().hex())))
        .isEqualTo(RECIPIENTS);
    assertThat(refused(changed("\"to\":[", "\"to\":[" + addressee("AAA") + ",")))
        .isEqualTo(RECIPIENTS);
    assertThat(refused(changed("\"to\":[", "\"to\":[" + addressee("ZZZ") + ",")))
        .isEqualTo(RECIPIENTS);
    assertThat(refused(message.envelope(), OTHER)).isEqualTo(NOT_FOR_ME);
  }

  private static String addressee(String party) {
    return "{\"cert\":\"" + "0".repeat(64) + "\",\"party\":\"" + party + "\",\"role\":\"COPY\"}";
  }

  @Test
  void jsonThatIsNotCanonicalIsRefused() {
    assertThat(refused(changed("\"seal\":1", "\"seal\":1,\"seal\":1"))).isEqualTo(JSON_FORM);
    assertThat(refused(changed("\"seal\":1", "\"seal\": 1"))).isEqualTo(JSON_FORM);
    assertThat(refused(changed("\"seal\":1", "\"seal\":1.0"))).isEqualTo(VALUE);
    assertThat(refused(changed("\"seal\":1", "\"seal\":null"))).isEqualTo(VALUE);
    assertThat(refused(forge.routing(head, json -> json + " "))).isEqualTo(JSON_FORM);
    assertThat(refused(forge.routing(head, json -> json + json))).isEqualTo(JSON_FORM);
  }

  @Test
  void membersOutsideTheTableAreRefused() {
    assertThat(refused(changed("\"seal\":1", "\"seal\":0"))).isEqualTo(VALUE);
    assertThat(refused(changed("\"seal\":1,", ""))).isEqualTo(JSON_MEMBER);
    assertThat(refused(changed("\"seal\":1", "\"seal\":1,\"sealed\":1"))).isEqualTo(JSON_MEMBER);
    assertThat(refused(changed("\"v\":1", "\"v\":2"))).isEqualTo(VERSION);
    assertThat(refused(changed("\"suite\":1", "\"suite\":2"))).isEqualTo(JSON_MEMBER);
    assertThat(refused(changed("\"suite\":1", "\"suite\":3"))).isEqualTo(VERSION);
    assertThat(refused(changed("\"kind\":\"routing\"", "\"kind\":\"receipt\""))).isEqualTo(VERSION);
  }

  @Test
  void l13SizesBeyondTheLimitsAreRefusedBeforeAnythingIsRead() {
    String length = "\"manifest\":{\"length\":" + head.manifest().length();
    assertThat(refused(changed(length, "\"manifest\":{\"length\":1073741824")))
        .isEqualTo(MANIFEST_LIMIT);
    long content = message.content().length();
    assertThat(refused(changed("\"length\":" + content, "\"length\":" + (65L << 30))))
        .isEqualTo(CONTENT_LIMIT);
    assertThat(refused(changed("\"length\":" + content, "\"length\":" + (content + 16_400))))
        .isEqualTo(CONTENT_LENGTH);
  }

  @Test
  void aManifestThatTellsAnotherStoryIsRefused() throws IOException {
    assertThat(manifest(m -> m.replace("\"test\":false", "\"test\":true")))
        .isEqualTo(MANIFEST_MISMATCH);
    assertThat(manifest(m -> m.replace("\"from\":\"010300\"", "\"from\":\"010301\"")))
        .isEqualTo(MANIFEST_MISMATCH);
    assertThat(unpadded(m -> m.replaceFirst("\"pad\":\"0", "\"pad\":\""))).isEqualTo(PADDING);
    assertThat(unpadded(m -> m.replaceFirst("\"pad\":\"0", "\"pad\":\"1"))).isEqualTo(VALUE);
  }

  @Test
  void l13AttachmentsThatDoNotExpandAsStatedAreRefused() throws IOException {
    assertThat(attachments("\"length\":100,", "\"length\":101,")).isEqualTo(ATTACHMENT_LENGTH);
    assertThat(attachments("\"length\":800,", "\"length\":801,")).isEqualTo(ATTACHMENT_LENGTH);
    assertThat(attachments("\"length\":800,", "\"length\":700,")).isEqualTo(ATTACHMENT_LENGTH);
    assertThat(attachments("\"length\":800,", "\"length\":8000000,")).isEqualTo(ATTACHMENT_RATIO);
    assertThat(attachments("\"deflate\"", "\"zstd\"")).isEqualTo(ATTACHMENT_COMPRESSION);
    assertThat(attachments("\"deflate\"", "\"lzma\"")).isEqualTo(VALUE);
    assertThat(attachments("\"stored\":100}", "\"stored\":9000}")).isEqualTo(ATTACHMENT_LENGTH);
  }

  @Test
  void l18NamesThatAreNotAllowedAreRefused() throws IOException {
    for (String name : List.of("../a", "a/b", "..", ".", "a\\\\b", "a ", ".a", "B.TXT", "")) {
      assertThat(attachments("\"a.bin\"", "\"" + name + "\"")).isEqualTo(ATTACHMENT_NAME);
    }
  }

  private InvalidReason attachments(String from, String to) throws IOException {
    return manifest(m -> m.replace(from, to));
  }

  /** What opening says of a manifest that the sender changed and signed. */
  private InvalidReason manifest(UnaryOperator<String> change) throws IOException {
    ForgedManifest forged = new ForgedManifest(network, message);
    return refused(new Envelope(forged.head(forge, change), content()), EDB);
  }

  private InvalidReason unpadded(UnaryOperator<String> change) throws IOException {
    ForgedManifest forged = new ForgedManifest(network, message);
    return refused(new Envelope(forged.unpadded(forge, change), content()), EDB);
  }

  private EnvelopeHead changed(String from, String to) {
    assertThat(Forge.json(head)).contains(from);
    return forge.routing(head, json -> json.replace(from, to));
  }

  private Source content() {
    return Source.of(message.content().toArray());
  }

  private InvalidReason refused(EnvelopeHead forged) {
    return refused(new Envelope(forged, content()), EDB);
  }

  private InvalidReason refused(Envelope envelope, PartyCode self) {
    List<MemorySink> sinks = new ArrayList<>();
    InvalidEnvelopeException thrown =
        catchThrowableOfType(
            InvalidEnvelopeException.class, () -> network.open(envelope, self, sinks));
    assertThat(thrown).isNotNull();
    assertThat(thrown).hasMessageNotContaining("離校");
    assertThat(sinks.stream().filter(MemorySink::finished).count()).isLessThan(2);
    return thrown.reason();
  }
}
