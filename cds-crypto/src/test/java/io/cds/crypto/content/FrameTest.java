package io.cds.crypto.content;

import static io.cds.api.envelope.InvalidReason.ATTACHMENT_COMPRESSION;
import static io.cds.api.envelope.InvalidReason.ATTACHMENT_LENGTH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.ZstdCompressCtx;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** One frame, as the format wants it, and what it does not want (docs/envelope-v1.md, 5.1). */
class FrameTest {

  private static final byte[] TEXT = "離校𠮷表格 ".repeat(2_000).getBytes(UTF_8);

  @Test
  void aFrameIsReadExactlyToItsEnd() throws IOException {
    byte[] frame = frame(context -> context);
    assertThat(read(frame, TEXT.length)).isEqualTo(TEXT);
    assertThat(refused(frame, TEXT.length - 1)).isEqualTo(ATTACHMENT_LENGTH);
    assertThat(refused(frame, TEXT.length + 1)).isEqualTo(ATTACHMENT_LENGTH);
    assertThat(refused(Arrays.copyOf(frame, frame.length - 1), TEXT.length))
        .isEqualTo(ATTACHMENT_COMPRESSION);
    assertThat(refused(Arrays.copyOf(frame, frame.length + 1), TEXT.length))
        .isEqualTo(ATTACHMENT_COMPRESSION);
    byte[] twice = Arrays.copyOf(frame, 2 * frame.length);
    System.arraycopy(frame, 0, twice, frame.length, frame.length);
    assertThat(refused(twice, TEXT.length)).isEqualTo(ATTACHMENT_COMPRESSION);
    byte[] checksum = frame.clone();
    checksum[checksum.length - 1] ^= 1;
    assertThat(refused(checksum, TEXT.length)).isEqualTo(ATTACHMENT_COMPRESSION);
  }

  @Test
  void aFrameWithoutSizeOrChecksumOrWithADictionaryIsRefused() {
    assertThat(refused(frame(c -> c.setContentSize(false)), TEXT.length))
        .isEqualTo(ATTACHMENT_COMPRESSION);
    assertThat(refused(frame(c -> c.setChecksum(false)), TEXT.length))
        .isEqualTo(ATTACHMENT_COMPRESSION);
    byte[] named = frame(c -> c);
    named[4] |= 1; // a dictionary id of one octet
    assertThat(refused(named, TEXT.length)).isEqualTo(ATTACHMENT_COMPRESSION);
    assertThat(refused(frame(c -> c.setMagicless(true)), TEXT.length))
        .isEqualTo(ATTACHMENT_COMPRESSION);
  }

  @Test
  void aWindowOfMoreThan8MibIsRefusedBeforeItIsAllocated() {
    // magic, descriptor: size of 8 octets and checksum, window 16 MiB, size 2^40
    byte[] header = {
      0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) 0xc4, 14 << 3, 0, 0, 0, 0, 0, 1, 0, 0
    };
    assertThat(refused(header, 1L << 40)).isEqualTo(ATTACHMENT_COMPRESSION);
    header[5] = 13 << 3; // 8 MiB: refused only because nothing follows
    assertThat(message(header, 1L << 40)).contains("before its checksum");
    header[4] = (byte) 0xe4; // the whole is the window, and no octet tells another
    byte[] single = Arrays.copyOf(header, 13);
    System.arraycopy(header, 6, single, 5, 8);
    assertThat(message(single, 1L << 40)).contains("8 MiB");
  }

  @Test
  void everyCutOfAHeaderIsRefused() {
    byte[] frame = frame(context -> context);
    for (int length = 1; length < 14; length++) {
      assertThat(refused(Arrays.copyOf(frame, length), TEXT.length))
          .isEqualTo(ATTACHMENT_COMPRESSION);
    }
  }

  private static byte[] frame(UnaryOperator<ZstdCompressCtx> with) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      context.setChecksum(true).setContentSize(true);
      return with.apply(context).compress(TEXT);
    }
  }

  private static byte[] read(byte[] frame, long length) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ContentReader(new ByteArrayInputStream(frame))
        .read(new Stored(length, frame.length, Compression.ZSTD), out::write);
    return out.toByteArray();
  }

  private static InvalidReason refused(byte[] frame, long length) {
    return thrown(frame, length).reason();
  }

  private static String message(byte[] frame, long length) {
    return thrown(frame, length).getMessage();
  }

  private static InvalidEnvelopeException thrown(byte[] frame, long length) {
    InvalidEnvelopeException thrown =
        catchThrowableOfType(InvalidEnvelopeException.class, () -> read(frame, length));
    assertThat(thrown).isNotNull();
    return thrown;
  }
}
