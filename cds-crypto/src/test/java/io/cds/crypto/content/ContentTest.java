package io.cds.crypto.content;

import static io.cds.api.envelope.InvalidReason.ATTACHMENT_COMPRESSION;
import static io.cds.api.envelope.InvalidReason.ATTACHMENT_LENGTH;
import static io.cds.api.envelope.InvalidReason.PADDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cds.api.envelope.Compression;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContentTest {

  private final ByteArrayOutputStream plain = new ByteArrayOutputStream();

  static Stream<Arguments> lengths() {
    return Stream.of(0, 1, 64, 4096, 65_535, 65_536, 65_537, 1_000_000)
        .flatMap(length -> Stream.of(Compression.values()).map(best -> arguments(length, best)));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void whatWasWrittenIsRead(int length, Compression best) throws IOException {
    byte[] text = text(length);
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    try (ContentWriter writer = writer(best)) {
      Stored first = writer.add(new ByteArrayInputStream(text), length);
      Stored second = writer.add(new ByteArrayInputStream(noise), length);
      writer.pad();
      assertThat(first.compression()).isEqualTo(length < 4096 ? first.compression() : best);
      assertThat(second.compression()).isEqualTo(Compression.NONE);
      ContentReader reader = reader();
      assertThat(read(reader, first)).isEqualTo(text);
      reader.skip(second);
      reader.end();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DEFLATE", "ZSTD"})
  void l13ZerosAreNotSealedIntoWhatAReaderCallsABomb(Compression best) throws IOException {
    long length = 40_000_000;
    for (int noise : new int[] {0, 70_000}) {
      plain.reset();
      try (ContentWriter writer = writer(best)) {
        Stored stored = writer.add(new Zeros(length, noise), length);
        assertThat(stored.compression()).isEqualTo(noise == 0 ? best : stored.compression());
        assertThat(Expansion.DEFAULT.allows(stored.stored(), stored.length())).isTrue();
        assertThat(stored.stored()).isLessThan(length);
        long[] read = new long[1];
        reader().read(stored, (octets, offset, n) -> read[0] += n);
        assertThat(read[0]).isEqualTo(length);
      }
    }
  }

  @Test
  void aStreamIsReadExactlyToItsEnd() {
    byte[] text = new byte[10_000];
    byte[] deflated = deflate(text, null);
    assertThat(refused(deflated, deflated.length, 9_999)).isEqualTo(ATTACHMENT_LENGTH);
    assertThat(refused(deflated, deflated.length, 10_001)).isEqualTo(ATTACHMENT_LENGTH);
    assertThat(refused(deflated, deflated.length - 1, 10_000)).isEqualTo(ATTACHMENT_COMPRESSION);
    byte[] longer = Arrays.copyOf(deflated, deflated.length + 1);
    assertThat(refused(longer, longer.length, 10_000)).isEqualTo(ATTACHMENT_COMPRESSION);
    assertThat(refused(deflated, deflated.length + 5, 10_000)).isEqualTo(ATTACHMENT_LENGTH);
    byte[] checksum = deflated.clone();
    checksum[checksum.length - 1] ^= 1;
    assertThat(refused(checksum, checksum.length, 10_000)).isEqualTo(ATTACHMENT_COMPRESSION);
    byte[] withDictionary = deflate(text, new byte[] {1, 2, 3});
    assertThat(refused(withDictionary, withDictionary.length, 10_000))
        .isEqualTo(ATTACHMENT_COMPRESSION);
    assertThat(refused(new byte[100_000], 100_000, 100_000)).isEqualTo(ATTACHMENT_COMPRESSION);
  }

  @Test
  void whatFollowsTheAttachmentsMustBeZero() {
    byte[] octets = new byte[100_000];
    octets[99_999] = 1;
    ContentReader reader = new ContentReader(new ByteArrayInputStream(octets));
    InvalidEnvelopeException thrown =
        catchThrowableOfType(InvalidEnvelopeException.class, reader::end);
    assertThat(thrown.reason()).isEqualTo(PADDING);
  }

  @Test
  void anAttachmentOfAnotherLengthThanAnnouncedIsNotSealed() {
    for (Compression best : Compression.values()) {
      for (int length : new int[] {10, 100_000}) {
        assertThatThrownBy(() -> add(length, length - 1, best)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> add(length, length + 1, best)).isInstanceOf(IOException.class);
      }
    }
  }

  private void add(int length, long announced, Compression best) throws IOException {
    try (ContentWriter writer = writer(best)) {
      writer.add(new ByteArrayInputStream(new byte[length]), announced);
    }
  }

  private static byte[] text(int length) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) ("<pupil no=\"" + i / 50 + "\"/>").charAt(i % 12);
    }
    return text;
  }

  private ContentWriter writer(Compression best) {
    return new ContentWriter(plain::write, best, Expansion.DEFAULT);
  }

  private ContentReader reader() {
    return new ContentReader(new ByteArrayInputStream(plain.toByteArray()));
  }

  private static byte[] read(ContentReader reader, Stored stored) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    reader.read(stored, out::write);
    return out.toByteArray();
  }

  private static InvalidReason refused(byte[] octets, int stored, int length) {
    ContentReader reader = new ContentReader(new ByteArrayInputStream(octets));
    InvalidEnvelopeException thrown =
        catchThrowableOfType(
            InvalidEnvelopeException.class,
            () -> read(reader, new Stored(length, stored, Compression.DEFLATE)));
    assertThat(thrown).isNotNull();
    return thrown.reason();
  }

  private static byte[] deflate(byte[] octets, byte[] dictionary) {
    Deflater deflater = new Deflater();
    try {
      if (dictionary != null) {
        deflater.setDictionary(dictionary);
      }
      deflater.setInput(octets);
      deflater.finish();
      byte[] out = new byte[octets.length + 100];
      return Arrays.copyOf(out, deflater.deflate(out));
    } finally {
      deflater.end();
    }
  }

  /** A little noise, then zeros. */
  private static final class Zeros extends InputStream {
    private final Random random = new Random(1);
    private final int noise;
    private long left;
    private int given;

    Zeros(long length, int noise) {
      this.left = length;
      this.noise = noise;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] octets, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int n = (int) Math.min(length, left);
      Arrays.fill(octets, offset, offset + n, (byte) 0);
      for (int i = 0; i < n && given < noise; i++, given++) {
        octets[offset + i] = (byte) (given % 2 == 0 ? random.nextInt(16) : 'x');
      }
      left -= n;
      return n;
    }
  }
}
