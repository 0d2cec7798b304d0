package io.cds.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.AtRest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Hides octets under a mask, so that a test sees whether something lies in clear. */
final class FakeAtRest implements AtRest {
  private static final int MASK = 0xa5;
  private static final int TAG = 8;

  @Override
  public Sink seal(Sink under, String context) {
    return new Sink() {
      @Override
      public void write(ByteBuffer piece) throws IOException {
        byte[] copy = new byte[piece.remaining()];
        piece.get(copy);
        under.write(ByteBuffer.wrap(masked(copy)));
      }

      @Override
      public long durable() {
        return under.durable();
      }

      @Override
      public ContentRef finish() throws IOException {
        return under.finish();
      }

      @Override
      public void close() throws IOException {
        under.close();
      }
    };
  }

  @Override
  public Source open(Source sealed, String context) {
    return Source.of(
        sealed.length(),
        () -> {
          try (InputStream in = sealed.open()) {
            return new ByteArrayInputStream(masked(in.readAllBytes()));
          }
        });
  }

  @Override
  public Octets seal(byte[] clear, String context) {
    byte[] sealed = Arrays.copyOf(tag(context), TAG + clear.length);
    System.arraycopy(masked(clear), 0, sealed, TAG, clear.length);
    return Octets.of(sealed);
  }

  @Override
  public byte[] open(Octets sealed, String context) {
    byte[] all = sealed.toArray();
    if (all.length < TAG || !Arrays.equals(Arrays.copyOf(all, TAG), tag(context))) {
      throw new CdsException(Problem.of(ProblemCode.STORE_FAILED, "put under another context"));
    }
    return masked(Arrays.copyOfRange(all, TAG, all.length));
  }

  private static byte[] tag(String context) {
    return Arrays.copyOf(FakeCertificates.sha256(context.getBytes(UTF_8)).octets(), TAG);
  }

  private static byte[] masked(byte[] octets) {
    byte[] masked = octets.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= (byte) MASK;
    }
    return masked;
  }
}
