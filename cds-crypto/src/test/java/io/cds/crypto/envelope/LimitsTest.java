package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.ATTACHMENT_LIMIT;
import static io.cds.api.envelope.InvalidReason.ATTACHMENT_RATIO;
import static io.cds.api.envelope.InvalidReason.CONTENT_LIMIT;
import static io.cds.api.envelope.InvalidReason.JSON_LIMIT;
import static io.cds.api.envelope.InvalidReason.MANIFEST_LIMIT;
import static io.cds.api.envelope.InvalidReason.RECIPIENTS;
import static io.cds.api.envelope.InvalidReason.ZIP_LIMIT;
import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.ID;
import static io.cds.crypto.envelope.Network.OTHER;
import static io.cds.crypto.envelope.Network.SCHOOL;
import static io.cds.crypto.envelope.Network.attachment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.Watch;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.PartyKey;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.VaultKey;
import io.cds.api.spi.ZipWriter;
import io.cds.crypto.envelope.EnvelopeLimits.Limit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What just keeps a limit passes, and one less refuses it by the limit's own reason. */
class LimitsTest {

  private final Network network = new Network();
  private final Network.Message message;

  LimitsTest() throws IOException {
    message =
        network.seal(
            network.request(
                List.of(EDB, OTHER),
                attachment("a.txt", new byte[200_000]),
                attachment("b.txt", new byte[10])));
  }

  @FunctionalInterface
  private interface Reading {
    void by(EnvelopeCodec codec) throws Exception;
  }

  private void keeps(Limit limit, long least, InvalidReason reason, Reading reading)
      throws Exception {
    reading.by(codec(limit, least));
    InvalidEnvelopeException refused =
        catchThrowableOfType(
            InvalidEnvelopeException.class, () -> reading.by(codec(limit, least - 1)));
    assertThat(refused).as("%s of %d", limit, least - 1).isNotNull();
    assertThat(refused.reason()).as("%s", limit).isEqualTo(reason);
  }

  private EnvelopeCodec codec(Limit limit, long value) {
    return new EnvelopeV1(EnvelopeLimits.DEFAULTS.with(limit, value), network.random);
  }

  private void open(EnvelopeCodec codec) throws IOException {
    codec.open(
        message.envelope(),
        EDB,
        network.vault,
        Network.ACCESS,
        network.directory,
        Network.SEALED_AT.plusSeconds(60),
        (index, attachment) -> new MemorySink(),
        Watch.none());
  }

  @Test
  void ofAnEnvelope() throws Exception {
    keeps(Limit.ROUTING, message.sealed().head().routing().length(), JSON_LIMIT, this::open);
    keeps(Limit.MANIFEST, message.sealed().head().manifest().length(), MANIFEST_LIMIT, this::open);
    keeps(Limit.CONTENT, message.content().length(), CONTENT_LIMIT, this::open);
    keeps(Limit.RECIPIENTS, 2, RECIPIENTS, this::open);
    keeps(Limit.ATTACHMENTS, 2, ATTACHMENT_LIMIT, this::open);
    keeps(Limit.JSON_DEPTH, 3, JSON_LIMIT, this::open);
  }

  @Test
  void ofWhatOneStoredOctetMayBecome() throws Exception {
    Network.Message loose =
        new Network("network", codec -> codec).seal(attachment("zeros.bin", new byte[3_000_000]));
    assertThat(network.open(loose.envelope(), EDB).opened().manifest().attachments().get(0))
        .satisfies(a -> assertThat(a.compression()).isEqualTo(Compression.DEFLATE));
    for (Limit limit : List.of(Limit.EXPANSION_RATIO, Limit.EXPANSION_FREE)) {
      EnvelopeLimits tight =
          EnvelopeLimits.DEFAULTS.with(Limit.EXPANSION_RATIO, 1).with(Limit.EXPANSION_FREE, 0);
      EnvelopeLimits wide = tight.with(limit, 3_000_000);
      Reading reading =
          codec ->
              codec.open(
                  loose.envelope(),
                  EDB,
                  network.vault,
                  Network.ACCESS,
                  network.directory,
                  Network.SEALED_AT.plusSeconds(60),
                  (index, attachment) -> new MemorySink(),
                  Watch.none());
      reading.by(new EnvelopeV1(wide, network.random));
      InvalidEnvelopeException refused =
          catchThrowableOfType(
              InvalidEnvelopeException.class,
              () -> reading.by(new EnvelopeV1(tight, network.random)));
      assertThat(refused.reason()).as("%s", limit).isEqualTo(ATTACHMENT_RATIO);
    }
  }

  @Test
  void ofSignedRecords() throws Exception {
    SignedReceipt receipt = receipt();
    keeps(
        Limit.RECEIPT,
        receipt.octets().length(),
        JSON_LIMIT,
        codec -> codec.check(receipt, network.directory));
    VaultKey sign = network.key(SCHOOL, KeyUse.SIGN);
    KeyRecord record =
        new KeyRecord(
            network.authority.net(),
            SCHOOL,
            1,
            1,
            Network.SEALED_AT,
            List.of(new PartyKey(KeyUse.SIGN, sign.certificate().orElseThrow())),
            Set.of(1),
            Set.of(Compression.NONE, Compression.DEFLATE),
            1);
    Octets signed = network.codec.sign(record, sign, network.vault, Network.ACCESS);
    keeps(
        Limit.KEY_RECORD,
        signed.length(),
        JSON_LIMIT,
        codec -> codec.keyRecord(signed, network.authority.root()));
    Octets details = Octets.of("{\"attachments\":[],\"v\":1}".getBytes(UTF_8));
    InvalidEnvelopeException refused =
        catchThrowableOfType(
            InvalidEnvelopeException.class,
            () -> codec(Limit.ANSWER, details.length() - 1L).details(details));
    assertThat(refused.reason()).isEqualTo(JSON_LIMIT);
  }

  @Test
  void ofAZip() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ZipWriter writer = network.codec.zipWriter(out, ZipForm.FILE);
    writer.envelope(ID, message.envelope(), List.of(receipt()));
    writer.receipts(MessageId.of("019a9e7c-1234-7abc-8def-0123456789ac"), List.of(receipt()));
    writer.finish();
    Reading reading =
        codec ->
            codec.readZip(
                new ByteArrayInputStream(out.toByteArray()),
                ZipForm.FILE,
                (id, head, length) -> new MemorySink(),
                Watch.none());
    keeps(Limit.ZIP_MESSAGES, 2, ZIP_LIMIT, reading);
    keeps(Limit.ZIP_ENTRIES, 5, ZIP_LIMIT, reading);
    long held =
        message.sealed().head().routing().length()
            + message.sealed().head().manifest().length()
            + 2L * receipt().octets().length();
    keeps(Limit.ZIP_HELD, held, ZIP_LIMIT, reading);
  }

  private SignedReceipt receipt() {
    ReceiptText text =
        new ReceiptText(
            network.authority.net(),
            ID,
            SCHOOL,
            network.codec.sha256(new byte[0]),
            ReceiptEvent.OPENED,
            Network.SEALED_AT,
            EDB,
            Optional.empty());
    return network.codec.receipt(
        text, network.key(EDB, KeyUse.SIGN), network.vault, Network.ACCESS);
  }
}
