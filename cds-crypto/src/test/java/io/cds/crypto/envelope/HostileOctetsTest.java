package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CMS_FORM;
import static io.cds.api.envelope.InvalidReason.CMS_TRAILING;
import static io.cds.api.envelope.InvalidReason.CONTENT_DIGEST;
import static io.cds.api.envelope.InvalidReason.CONTENT_LENGTH;
import static io.cds.api.envelope.InvalidReason.MANIFEST_DIGEST;
import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.attachment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.SealRequest;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.cms.SignedData;
import io.cds.crypto.envelope.Network.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Octets changed on the way: never released, always one reason. */
@Tag("slow")
class HostileOctetsTest {

  private static final int MIB = 1 << 20;

  private final Network network = new Network();
  private final Forge forge = new Forge(network);
  private Message message;

  @BeforeEach
  void seal() throws IOException {
    message = network.seal(attachment("a.bin", new byte[100]));
  }

  @Test
  void everyFlippedBitOfTheRoutingRecordIsRefused() {
    byte[] routing = message.sealed().head().routing().toArray();
    Set<InvalidReason> reasons = EnumSet.noneOf(InvalidReason.class);
    for (int bit = 0; bit < routing.length * 8; bit++) {
      reasons.add(refused(withRouting(flipped(routing, bit))));
    }
    assertThat(reasons).contains(CMS_FORM, InvalidReason.SIGNATURE, InvalidReason.SIGNER_UNKNOWN);
  }

  @Test
  void everyFlippedBitOfTheManifestIsRefused() {
    byte[] manifest = message.sealed().head().manifest().toArray();
    for (int octet = 0; octet < manifest.length; octet++) {
      EnvelopeHead head =
          new EnvelopeHead(
              message.sealed().head().routing(),
              Optional.empty(),
              Octets.of(flipped(manifest, octet * 8 + octet % 8)));
      assertThat(refused(new Envelope(head, content()))).isEqualTo(MANIFEST_DIGEST);
    }
  }

  @Test
  void everyFlippedBitOfAManifestThatTheSenderSignedIsRefused() {
    byte[] manifest = message.sealed().head().manifest().toArray();
    int structure = manifest.length - 4096;
    for (int octet = 0; octet < manifest.length; octet += octet < structure ? 1 : 97) {
      byte[] changed = flipped(manifest, octet * 8 + octet % 8);
      EnvelopeHead head = forge.manifest(message.sealed().head(), changed);
      assertThat(refused(new Envelope(head, content()))).isNotEqualTo(MANIFEST_DIGEST);
    }
  }

  @Test
  void everyFlippedBitOfTheContentIsRefusedAndNothingIsReleased() {
    byte[] octets = message.content().toArray();
    for (int octet = 0; octet < octets.length; octet += 7) {
      byte[] changed = flipped(octets, octet * 8 + octet % 8);
      assertThat(refused(withContent(changed))).isEqualTo(CONTENT_DIGEST);
    }
  }

  @Test
  void truncatedOrLengthenedPartsAreRefused() {
    byte[] routing = message.sealed().head().routing().toArray();
    byte[] content = message.content().toArray();
    for (int length = 0; length < routing.length; length += 13) {
      refused(withRouting(Arrays.copyOf(routing, length)));
    }
    assertThat(refused(withRouting(Arrays.copyOf(routing, routing.length + 1))))
        .isEqualTo(CMS_TRAILING);
    assertThat(refused(withContent(Arrays.copyOf(content, content.length - 1))))
        .isEqualTo(CONTENT_LENGTH);
    assertThat(refused(withContent(Arrays.copyOf(content, content.length + 1))))
        .isEqualTo(CONTENT_LENGTH);
    assertThat(refused(withContent(new byte[0]))).isEqualTo(CONTENT_LENGTH);
  }

  @Test
  void berInsteadOfDerIsRefused() {
    byte[] der = message.sealed().head().routing().toArray();
    int header = 2 + (der[1] & 0x7f);
    byte[] indefinite = new byte[2 + der.length - header + 2];
    indefinite[0] = der[0];
    indefinite[1] = (byte) 0x80;
    System.arraycopy(der, header, indefinite, 2, der.length - header);
    assertThat(refused(withRouting(indefinite))).isEqualTo(CMS_FORM);
    byte[] longer = new byte[der.length + 1];
    longer[0] = der[0];
    longer[1] = (byte) (der[1] + 1);
    System.arraycopy(der, 2, longer, 3, der.length - 2);
    assertThat(refused(withRouting(longer))).isEqualTo(CMS_FORM);
  }

  @Test
  void theOtherValidFormOfTheSignatureIsTheSameMessage() throws IOException {
    byte[] other = OtherSignature.of(message.sealed().head().routing().toArray());
    assertThat(other).isNotEqualTo(message.sealed().head().routing().toArray());
    assertThat(network.codec.routingDigest(Octets.of(other)))
        .isEqualTo(message.sealed().routing().digest());
    assertThat(network.open(withRouting(other), EDB).opened().routing())
        .isEqualTo(message.sealed().routing());
  }

  @Test
  void swappedPiecesAreRefused() throws IOException {
    byte[] noise = new byte[3 * MIB];
    network.random.nextBytes(noise);
    Message large = network.seal(attachment("noise", noise));
    byte[] content = large.content().toArray();
    byte[] first = Arrays.copyOf(content, MIB);
    System.arraycopy(content, MIB, content, 0, MIB);
    System.arraycopy(first, 0, content, MIB, MIB);
    Envelope swapped = new Envelope(large.sealed().head(), Source.of(content));
    assertThat(refused(swapped)).isEqualTo(CONTENT_DIGEST);
  }

  @Test
  void theManifestOfAnotherMessageIsRefused() throws IOException {
    Message other = network.seal(another());
    EnvelopeHead head =
        new EnvelopeHead(
            message.sealed().head().routing(), Optional.empty(), other.sealed().head().manifest());
    assertThat(refused(new Envelope(head, content()))).isEqualTo(MANIFEST_DIGEST);
    EnvelopeHead signed =
        forge.manifest(message.sealed().head(), other.sealed().head().manifest().toArray());
    assertThat(refused(new Envelope(signed, content()))).isEqualTo(MANIFEST_DIGEST);
  }

  @Test
  void theContentOfAnotherMessageIsRefused() throws IOException {
    Message other = network.seal(another());
    assertThat(refused(withContent(other.content().toArray()))).isEqualTo(CONTENT_DIGEST);
  }

  @Test
  void anotherKindOfSignedObjectIsRefused() {
    byte[] routing = message.sealed().head().routing().toArray();
    InvalidEnvelopeException thrown =
        catchThrowableOfType(
            InvalidEnvelopeException.class, () -> SignedData.read(routing, ContentKind.RECEIPT));
    assertThat(thrown.reason()).isEqualTo(InvalidReason.CMS_TYPE);
  }

  private SealRequest another() {
    SealRequest r = network.request(List.of(EDB), attachment("a.bin", new byte[100]));
    return new SealRequest(
        r.net(),
        new MessageKey(Network.SCHOOL, MessageId.of("019a9e7c-1234-7abc-8def-0123456789ff")),
        r.seal(),
        r.signKey(),
        r.signCertificate(),
        r.recipients(),
        r.sealedAt(),
        r.expires(),
        r.test(),
        r.heading(),
        r.attachments(),
        r.compressions());
  }

  private Source content() {
    return Source.of(message.content().toArray());
  }

  private Envelope withRouting(byte[] routing) {
    EnvelopeHead head =
        new EnvelopeHead(Octets.of(routing), Optional.empty(), message.sealed().head().manifest());
    return new Envelope(head, content());
  }

  private Envelope withContent(byte[] content) {
    return new Envelope(message.sealed().head(), Source.of(content));
  }

  /** Opens, expects a refusal, and sees that nothing was released. */
  private InvalidReason refused(Envelope envelope) {
    List<MemorySink> sinks = new ArrayList<>();
    InvalidEnvelopeException thrown =
        catchThrowableOfType(
            InvalidEnvelopeException.class, () -> network.open(envelope, EDB, sinks));
    assertThat(thrown).isNotNull();
    assertThat(sinks).noneMatch(MemorySink::finished);
    return thrown.reason();
  }

  private static byte[] flipped(byte[] octets, int bit) {
    byte[] changed = octets.clone();
    changed[bit / 8] ^= (byte) (1 << (bit % 8));
    return changed;
  }
}
