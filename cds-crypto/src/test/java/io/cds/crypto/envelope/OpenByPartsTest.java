package io.cds.crypto.envelope;

import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.attachment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.Source;
import io.cds.api.Stage;
import io.cds.api.Watch;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.ContentDigester;
import io.cds.api.spi.OpenMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenByPartsTest {

  private static final int PIECE = 1 << 20;

  private final Network network = new Network();
  private final byte[] text = "<pupil>陳大文𠮷</pupil>\n".repeat(90_000).getBytes(UTF_8);
  private final byte[] noise = new byte[5_000_000];
  private final Network.Message message;
  private final byte[] content;
  private final Octets pieces;

  OpenByPartsTest() throws IOException {
    new Random(1).nextBytes(noise);
    message =
        network.seal(
            attachment("noise.bin", noise),
            attachment("empty", new byte[0]),
            attachment("表格A—離校𠮷.xml", text),
            attachment("again.bin", noise));
    content = message.content().toArray();
    ContentDigester digester = network.codec.digester();
    digester.update(ByteBuffer.wrap(content));
    digester.finish();
    pieces = digester.pieces();
  }

  /** Tells which pieces were read. */
  private static final class Watched implements Source {
    private final byte[] octets;
    private final TreeSet<Integer> read = new TreeSet<>();

    Watched(byte[] octets) {
      this.octets = octets;
    }

    @Override
    public long length() {
      return octets.length;
    }

    @Override
    public InputStream open() {
      throw new IllegalStateException("The whole content was asked for");
    }

    @Override
    public InputStream open(long from, long length) {
      for (long at = from; at < from + length; at += PIECE) {
        read.add((int) (at / PIECE));
      }
      return new ByteArrayInputStream(octets, (int) from, (int) length);
    }
  }

  private OpenMessage open(Source source, Octets list) {
    return network.codec.openByParts(
        new Envelope(message.sealed().head(), source),
        list,
        EDB,
        network.vault,
        Network.ACCESS,
        network.directory,
        Network.SEALED_AT.plusSeconds(1));
  }

  private static InvalidReason reason(Throwable thrown) {
    return ((InvalidEnvelopeException) thrown).reason();
  }

  @Test
  void eachAttachmentOpensInAnyOrderAndAgain() throws IOException {
    byte[][] all = {noise, new byte[0], text, noise};
    try (OpenMessage opened = open(new Watched(content), pieces)) {
      assertThat(opened.manifest().attachments()).hasSize(4);
      assertThat(opened.routing()).isEqualTo(message.sealed().routing());
      for (int index : new int[] {3, 2, 0, 1, 2}) {
        MemorySink sink = new MemorySink();
        opened.attachment(index, sink, Watch.none());
        assertThat(sink.octets()).as("attachment %d", index).isEqualTo(all[index]);
        assertThat(sink.finished()).isTrue();
      }
    }
  }

  @Test
  void onlyThePiecesOfTheAttachmentTheFirstAndTheLastAreRead() throws IOException {
    Watched source = new Watched(content);
    try (OpenMessage opened = open(source, pieces)) {
      opened.attachment(2, new MemorySink(), Watch.none());
    }
    int last = (content.length - 1) / PIECE;
    assertThat(last).isGreaterThan(8);
    assertThat(source.read).containsExactly(0, 4, last);
  }

  @Test
  void whatIsChangedElsewhereDoesNoHarmAndWhatIsChangedHereIsRefused() throws IOException {
    byte[] elsewhere = content.clone();
    elsewhere[7 * PIECE] ^= 1;
    try (OpenMessage opened = open(new Watched(elsewhere), pieces)) {
      MemorySink sink = new MemorySink();
      opened.attachment(2, sink, Watch.none());
      assertThat(sink.octets()).isEqualTo(text);
      MemorySink changed = new MemorySink();
      assertThatThrownBy(() -> opened.attachment(3, changed, Watch.none()))
          .satisfies(e -> assertThat(reason(e)).isEqualTo(InvalidReason.CONTENT_DIGEST));
      assertThat(changed.finished()).isFalse();
      assertThat(changed.octets().length).isLessThan(3 * PIECE);
    }
  }

  @Test
  void anotherListAnotherLengthAndAShorterSourceAreRefused() throws IOException {
    byte[] list = pieces.toArray();
    list[0] ^= 1;
    assertThatThrownBy(() -> open(new Watched(content), Octets.of(list)))
        .satisfies(e -> assertThat(reason(e)).isEqualTo(InvalidReason.CONTENT_DIGEST));
    byte[] longer = java.util.Arrays.copyOf(content, content.length + 1);
    assertThatThrownBy(() -> open(new Watched(longer), pieces))
        .satisfies(e -> assertThat(reason(e)).isEqualTo(InvalidReason.CONTENT_LENGTH));
    Source ends = Source.of(content.length, () -> new ByteArrayInputStream(content, 0, PIECE));
    try (OpenMessage opened = open(ends, pieces)) {
      assertThatThrownBy(() -> opened.attachment(2, new MemorySink(), Watch.none()))
          .isInstanceOfAny(InvalidEnvelopeException.class, IOException.class);
    }
  }

  @Test
  void progressIsToldAndACancellationLeavesTheSinkUnfinished() throws IOException {
    MemorySink sink = new MemorySink();
    long[] told = {0};
    Watch watch =
        new Watch() {
          @Override
          public void progress(Stage stage, long done, long total) {
            assertThat(total).isEqualTo(noise.length);
            told[0] = done;
          }

          @Override
          public boolean cancelled() {
            return told[0] > 2 * PIECE;
          }
        };
    try (OpenMessage opened = open(new Watched(content), pieces)) {
      assertThatThrownBy(() -> opened.attachment(0, sink, watch))
          .isInstanceOf(CdsException.class)
          .hasMessageContaining("CANCELLED");
      assertThat(sink.finished()).isFalse();
      opened.attachment(0, new MemorySink(), Watch.none());
    }
  }

  @Test
  void afterItWasClosedNothingOpens() throws IOException {
    OpenMessage opened = open(new Watched(content), pieces);
    opened.close();
    assertThatThrownBy(() -> opened.attachment(0, new MemorySink(), Watch.none()))
        .isInstanceOf(IllegalStateException.class);
  }
}
