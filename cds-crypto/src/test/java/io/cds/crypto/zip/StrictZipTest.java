package io.cds.crypto.zip;

import static io.cds.api.envelope.InvalidReason.ZIP_LIMIT;
import static io.cds.api.envelope.InvalidReason.ZIP_PROFILE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.ContentRef;
import io.cds.api.MessageId;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.envelope.ZipGroup;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrictZipTest {

  private static final ZipLimits LIMITS = new ZipLimits(3, 9, 300, 100, 100, 100, 1_000_000);

  private final List<Aborting> sinks = new ArrayList<>();

  @Test
  void whatWasWrittenIsRead(@TempDir Path directory) throws IOException {
    byte[] zip = zip();
    List<ZipGroup> groups = read(zip, ZipForm.FILE);
    assertThat(groups).hasSize(2);
    assertThat(groups.get(0).id()).isEqualTo(id(1));
    assertThat(groups.get(0).head()).contains(head());
    assertThat(groups.get(0).content()).contains(new ContentRef("sink", 50_000));
    assertThat(groups.get(0).receipts()).hasSize(2);
    assertThat(groups.get(1).head()).isEmpty();
    assertThat(sinks.get(0).octets.toByteArray()).isEqualTo(new byte[50_000]);
    Path file = Files.write(directory.resolve("a.zip"), zip);
    try (ZipFile other = new ZipFile(file.toFile())) {
      assertThat(other.stream()).hasSize(6);
      assertThat(other.getInputStream(other.getEntry(id(1) + "/content.cob")).readAllBytes())
          .hasSize(50_000);
    }
  }

  @Test
  void theSameMessagesGiveTheSameOctets() throws IOException {
    assertThat(zip()).isEqualTo(zip());
  }

  @Tag("slow")
  @Test
  void everyFlippedBitIsRefusedAndEverySinkOfATornContentIsAborted() throws IOException {
    byte[] zip = small();
    for (int bit = 0; bit < zip.length * 8; bit++) {
      byte[] changed = zip.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(reason(changed, ZipForm.FILE)).as("bit %d", bit).isIn(ZIP_PROFILE, ZIP_LIMIT);
    }
    assertThat(sinks).allMatch(sink -> sink.closed);
  }

  @Test
  void everyCutAndEveryOctetMoreIsRefused() throws IOException {
    byte[] zip = small();
    for (int length = 0; length < zip.length; length++) {
      assertThat(reason(Arrays.copyOf(zip, length), ZipForm.FILE)).isEqualTo(ZIP_PROFILE);
    }
    assertThat(reason(Arrays.copyOf(zip, zip.length + 1), ZipForm.FILE)).isEqualTo(ZIP_PROFILE);
    byte[] shifted = new byte[zip.length + 1];
    System.arraycopy(zip, 0, shifted, 1, zip.length);
    assertThat(reason(shifted, ZipForm.FILE)).isEqualTo(ZIP_PROFILE);
  }

  @Test
  void l18NamesOutsideTheFormAreRefused() {
    for (String name :
        List.of(
            "../" + id(1) + "/routing.p7s",
            id(1) + "/../routing.p7s",
            "/" + id(1) + "/routing.p7s",
            id(1) + "\\routing.p7s",
            id(1) + "/",
            id(1) + "/other",
            id(1).value().toUpperCase(Locale.ROOT) + "/routing.p7s",
            id(1) + "/receipts/1.p7s",
            "a".repeat(500))) {
      assertThat(reason(entries(name), ZipForm.FILE)).as(name).isEqualTo(ZIP_PROFILE);
    }
  }

  @Test
  void partsOutOfOrderAreRefused() {
    String m = id(1) + "/";
    for (String[] names :
        new String[][] {
          {m + "manifest.p7m", m + "routing.p7s", m + "content.cob"},
          {m + "routing.p7s", m + "content.cob"},
          {m + "routing.p7s", m + "routing.p7s"},
          {m + "routing.p7s", m + "manifest.p7m"},
          {m + "routing.p7s"},
          {m + "manifest.p7m"},
          {m + "content.cob"},
          {m + "routing.mldsa.p7s", m + "manifest.p7m"},
          {m + "receipts/002.p7s"},
          {m + "receipts/001.p7s", m + "receipts/001.p7s"},
          {m + "receipts/001.p7s", m + "receipts/003.p7s"},
          {m + "receipts/001.p7s", m + "content.cob"},
          {m + "receipts/001.p7s", id(2) + "/receipts/001.p7s", m + "receipts/002.p7s"},
        }) {
      assertThat(reason(entries(names), ZipForm.FILE)).isEqualTo(ZIP_PROFILE);
    }
  }

  @Test
  void aHeadAloneIsForTheWire() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StrictZipWriter writer = new StrictZipWriter(out, ZipForm.WIRE, LIMITS);
    writer.head(id(1), head(), List.of());
    writer.receipts(id(2), List.of(receipt(1)));
    writer.finish();
    assertThat(read(out.toByteArray(), ZipForm.WIRE)).hasSize(2);
    assertThat(reason(out.toByteArray(), ZipForm.FILE)).isEqualTo(ZIP_PROFILE);
    StrictZipWriter file = new StrictZipWriter(out, ZipForm.FILE, LIMITS);
    assertThatThrownBy(() -> file.head(id(1), head(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void l13LimitsHold() {
    String[] messages = new String[4];
    Arrays.setAll(messages, i -> id(i) + "/receipts/001.p7s");
    assertThat(reason(entries(messages), ZipForm.FILE)).isEqualTo(ZIP_LIMIT);
    String[] receipts = new String[10];
    Arrays.setAll(receipts, i -> String.format("%s/receipts/%03d.p7s", id(1), i + 1));
    assertThat(reason(entries(receipts), ZipForm.FILE)).isEqualTo(ZIP_LIMIT);
    byte[] held =
        entries(
            90,
            id(1) + "/receipts/001.p7s",
            id(1) + "/receipts/002.p7s",
            id(1) + "/receipts/003.p7s",
            id(1) + "/receipts/004.p7s");
    assertThat(reason(held, ZipForm.FILE)).isEqualTo(ZIP_LIMIT);
    byte[] large = new ZipEntryRecord(id(1) + "/routing.p7s", 101, 0, 0).local();
    assertThat(reason(large, ZipForm.FILE)).isEqualTo(ZIP_LIMIT);
    byte[] huge = new ZipEntryRecord(id(1) + "/manifest.p7m", 1L << 60, 0, 0).local();
    assertThat(reason(huge, ZipForm.FILE)).isEqualTo(ZIP_LIMIT);
  }

  @Test
  void l13AMillionEntriesAreRefusedAtTheFirstBeyondTheLimit() {
    Endless endless = new Endless();
    StrictZipReader reader =
        new StrictZipReader(endless, ZipForm.FILE, LIMITS, this::sink, Watch.none());
    InvalidEnvelopeException thrown =
        catchThrowableOfType(InvalidEnvelopeException.class, reader::read);
    assertThat(thrown.reason()).isEqualTo(ZIP_LIMIT);
    assertThat(endless.given).isLessThan(20);
  }

  @Test
  void aZipOfAnotherMakerIsRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(id(1) + "/receipts/001.p7s"));
      zip.write(1);
      zip.closeEntry();
    }
    assertThat(reason(out.toByteArray(), ZipForm.FILE)).isEqualTo(ZIP_PROFILE);
  }

  @Test
  void aWriterThatFailedWritesNoMore() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StrictZipWriter writer = new StrictZipWriter(out, ZipForm.FILE, LIMITS);
    Source broken =
        new Source() {
          @Override
          public long length() {
            return 1;
          }

          @Override
          public InputStream open() throws IOException {
            throw new IOException("gone");
          }
        };
    Envelope envelope = new Envelope(head(), broken);
    assertThatThrownBy(() -> writer.envelope(id(1), envelope, List.of()))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
    assertThat(reason(out.toByteArray(), ZipForm.FILE)).isEqualTo(ZIP_PROFILE);
  }

  @Test
  void numbersBeyondFourGibibytesStandInZip64() {
    ZipEntryRecord far = new ZipEntryRecord("n", 5L << 30, 7, 6L << 30);
    assertThat(far.local()).hasSize(30 + 1 + 20);
    assertThat(far.central()).hasSize(46 + 1 + 28);
    assertThat(new ZipEntryRecord("n", 1, 7, 6L << 30).central()).hasSize(46 + 1 + 12);
    assertThat(ZipEntryRecord.end(2, 100, 6L << 30)).hasSize(22 + 76);
    assertThat(ZipEntryRecord.end(2, 100, 0xfffffffeL)).hasSize(22);
  }

  private byte[] zip() throws IOException {
    return zip(50_000);
  }

  private byte[] small() throws IOException {
    return zip(100);
  }

  private static byte[] zip(int content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StrictZipWriter writer = new StrictZipWriter(out, ZipForm.FILE, LIMITS);
    Envelope envelope = new Envelope(head(), Source.of(new byte[content]));
    writer.envelope(id(1), envelope, List.of(receipt(1), receipt(2)));
    writer.receipts(id(2), List.of(receipt(3)));
    writer.finish();
    return out.toByteArray();
  }

  /** Entries of one octet each, with everything about the .zip right except names and order. */
  private static byte[] entries(String... names) {
    return entries(1, names);
  }

  private static byte[] entries(int length, String... names) {
    CRC32 crc = new CRC32();
    crc.update(new byte[length]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream central = new ByteArrayOutputStream();
    for (String name : names) {
      ZipEntryRecord entry = new ZipEntryRecord(name, length, crc.getValue(), out.size());
      out.writeBytes(entry.local());
      out.writeBytes(new byte[length]);
      central.writeBytes(entry.central());
    }
    int offset = out.size();
    out.writeBytes(central.toByteArray());
    out.writeBytes(ZipEntryRecord.end(names.length, central.size(), offset));
    return out.toByteArray();
  }

  private static MessageId id(int number) {
    return MessageId.of(String.format("019a9e7c-1234-7abc-8def-%012d", number));
  }

  private static EnvelopeHead head() {
    return new EnvelopeHead(octets("routing"), Optional.empty(), octets("manifest"));
  }

  private static SignedReceipt receipt(int number) {
    return new SignedReceipt(octets("receipt " + number));
  }

  private static Octets octets(String text) {
    return Octets.of(text.getBytes(US_ASCII));
  }

  private List<ZipGroup> read(byte[] zip, ZipForm form) throws IOException {
    return new StrictZipReader(
            new ByteArrayInputStream(zip), form, LIMITS, this::sink, Watch.none())
        .read();
  }

  private Sink sink(MessageId id, EnvelopeHead head, long length) {
    Aborting sink = new Aborting();
    sinks.add(sink);
    return sink;
  }

  private InvalidReason reason(byte[] zip, ZipForm form) {
    InvalidEnvelopeException thrown =
        catchThrowableOfType(InvalidEnvelopeException.class, () -> read(zip, form));
    assertThat(thrown).isNotNull();
    return thrown.reason();
  }

  /** A million empty receipts. */
  private static final class Endless extends InputStream {
    private InputStream now = InputStream.nullInputStream();
    private int given;

    @Override
    public int read() throws IOException {
      byte[] octet = new byte[1];
      return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
      int n = now.read(octets, offset, length);
      while (n < 0 && given < 1_000_000) {
        String name = String.format("%s/receipts/%03d.p7s", id(1), ++given);
        now = new ByteArrayInputStream(new ZipEntryRecord(name, 0, 0, 0).local());
        n = now.read(octets, offset, length);
      }
      return n;
    }
  }

  /** Keeps octets and whether it was closed. */
  private static final class Aborting implements Sink {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private boolean closed;

    @Override
    public void write(ByteBuffer piece) {
      byte[] copy = new byte[piece.remaining()];
      piece.get(copy);
      octets.writeBytes(copy);
    }

    @Override
    public long durable() {
      return 0;
    }

    @Override
    public ContentRef finish() {
      return new ContentRef("sink", octets.size());
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
