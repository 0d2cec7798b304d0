package io.cds.transport.http.hub;

import io.cds.transport.http.signature.ContentDigest;
import io.cds.transport.http.signature.SignatureFault;
import io.cds.transport.http.wire.WireProblem;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * The body of a request: exactly as long as declared, and nothing counts before its digest was
 * compared.
 */
final class RequestBody {
  private static final int BUFFER = 32 * 1024;

  private final HubRequest request;
  private final int length;
  private final byte[] expected;
  private final MessageDigest digest = ContentDigest.sha256();

  RequestBody(HubRequest request, int length) throws Rejection {
    this.request = request;
    this.length = length;
    this.expected = expected(request);
  }

  private static byte[] expected(HubRequest request) throws Rejection {
    List<String> values = request.field(ContentDigest.FIELD);
    try {
      return ContentDigest.parse(values.size() == 1 ? values.get(0) : "");
    } catch (SignatureFault e) {
      throw Rejection.of(WireProblem.BAD_REQUEST, e.detail());
    }
  }

  /** Works on the octets as they come; what it made counts only once this returned. */
  <T> T stream(Reader<T> reader) throws Rejection, IOException {
    InputStream in =
        new BufferedInputStream(
            new DigestInputStream(new Exact(request.body(), length), digest), BUFFER);
    T made = reader.read(in);
    in.transferTo(OutputStream.nullOutputStream());
    check();
    return made;
  }

  /** All octets, checked. */
  byte[] whole() throws Rejection, IOException {
    byte[] octets = new byte[length];
    stream(in -> in.readNBytes(octets, 0, length));
    return octets;
  }

  private void check() throws Rejection {
    if (!MessageDigest.isEqual(expected, digest.digest())) {
      throw Rejection.of(
          WireProblem.WRONG_DIGEST,
          "cannot take a body of [%d] octets: its SHA-256 is not the one in [%s]; send it again"
              .formatted(length, ContentDigest.FIELD));
    }
  }

  /** Makes something of a stream. */
  @FunctionalInterface
  interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  /** Ends after the declared length, and fails when the connection ends before. */
  private static final class Exact extends FilterInputStream {
    private int left;

    Exact(InputStream in, int length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = super.read(into, from, Math.min(most, left));
      if (read < 0) {
        throw new EOFException("the body ended [%d] octets before its length".formatted(left));
      }
      left -= read;
      return read;
    }

    @Override
    public long skip(long octets) throws IOException {
      return readNBytes((int) Math.min(octets, left)).length;
    }
  }
}
