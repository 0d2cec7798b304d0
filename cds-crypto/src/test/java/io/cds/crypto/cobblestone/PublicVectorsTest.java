package io.cds.crypto.cobblestone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.crypto.cobblestone.PublicVectors.Vector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublicVectorsTest {

  static List<Vector> vectors() throws IOException {
    return PublicVectors.all();
  }

  @Test
  void thereAreThirtyFiveVectors() throws IOException {
    assertThat(vectors()).hasSize(35);
    assertThat(vectors().stream().filter(Vector::valid)).hasSize(10);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void openedWholeGivesTheMessageOrNothing(Vector vector) throws Exception {
    if (vector.valid()) {
      assertMessage(vector, stream(vector).readAllBytes());
    } else {
      assertThatThrownBy(() -> stream(vector).readAllBytes()).isInstanceOf(RuntimeException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void openedAsAStreamReleasesNoMoreThanTheValidPrefixAndKeepsFailing(Vector vector)
      throws Exception {
    ByteArrayOutputStream released = new ByteArrayOutputStream();
    boolean failed = !drain(vector, released);
    assertThat(failed).isEqualTo(!vector.valid());
    assertThat((long) released.size()).isEqualTo(vector.length());
    if (vector.sha512().isPresent()) {
      assertMessage(vector, released.toByteArray());
    }
  }

  private static boolean drain(Vector vector, ByteArrayOutputStream released) throws IOException {
    InputStream in;
    try {
      in = stream(vector);
    } catch (IllegalArgumentException e) {
      return false;
    }
    byte[] buffer = new byte[1000];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        released.write(buffer, 0, n);
      }
      return true;
    } catch (RuntimeException e) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(in::read).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> in.read(buffer)).isInstanceOf(RuntimeException.class);
      }
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void openedAtRandomPlacesGivesTheMessageOrFailsAndKeepsFailing(Vector vector) throws Exception {
    if (!vector.valid()) {
      assertThatThrownBy(() -> readBackwards(vector)).isInstanceOf(RuntimeException.class);
      return;
    }
    byte[] whole = readBackwards(vector);
    assertMessage(vector, whole);
    CobblestoneReader reader = reader(vector);
    for (int at = 0; at < whole.length; at += 10_007) {
      byte[] stretch = new byte[20_000];
      int n = reader.read(at, stretch, 0, stretch.length);
      assertThat(Arrays.copyOf(stretch, n))
          .isEqualTo(Arrays.copyOfRange(whole, at, Math.min(whole.length, at + 20_000)));
    }
  }

  private static byte[] readBackwards(Vector vector) throws IOException {
    CobblestoneReader reader = reader(vector);
    byte[] whole = new byte[(int) reader.length()];
    long chunks = whole.length / Cobblestone.CHUNK;
    for (long chunk = chunks; chunk >= 0; chunk--) {
      int at = (int) (chunk * Cobblestone.CHUNK);
      int length = Math.min(Cobblestone.CHUNK, whole.length - at);
      try {
        assertThat(reader.read(at, whole, at, length)).isEqualTo(length);
      } catch (RuntimeException e) {
        assertThatThrownBy(() -> reader.read(0, new byte[1], 0, 1))
            .isInstanceOf(RuntimeException.class);
        throw e;
      }
    }
    return whole;
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void sealedAgainGivesTheSameOctets(Vector vector) throws Exception {
    if (!vector.valid()) {
      return;
    }
    byte[] message = stream(vector).readAllBytes();
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    byte[] salt = Arrays.copyOf(vector.sealed(), Cobblestone.SALT);
    CobblestoneSealer sealer =
        new CobblestoneSealer(vector.key(), salt, vector.context(), sealed::write);
    for (int at = 0; at < message.length; at += 9_999) {
      sealer.write(message, at, Math.min(9_999, message.length - at));
    }
    sealer.finish();
    assertThat(sealed.toByteArray()).isEqualTo(vector.sealed());
    assertThat(Cobblestone.sealedLength(message.length)).isEqualTo(sealed.size());
    assertThat(Cobblestone.plainLength(sealed.size())).isEqualTo(message.length);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theDerivedKeysAreThoseOfTheVector(Vector vector) {
    if (vector.aeadKey().isEmpty()) {
      return;
    }
    byte[] salt = Arrays.copyOf(vector.sealed(), Cobblestone.SALT);
    ChunkKeys keys = ChunkKeys.derive(vector.key(), salt, vector.context());
    byte[] nonce = new byte[12];
    keys.nonce(0, nonce);
    assertThat(HexFormat.of().formatHex(keys.key().getEncoded())).isEqualTo(vector.aeadKey().get());
    assertThat(HexFormat.of().formatHex(nonce)).isEqualTo(vector.baseNonce().get());
  }

  private static InputStream stream(Vector vector) {
    return new CobblestoneStream(
        new ByteArrayInputStream(vector.sealed()), vector.key(), vector.context());
  }

  private static CobblestoneReader reader(Vector vector) throws IOException {
    return CobblestoneReader.open(new ArrayOctets(vector.sealed()), vector.key(), vector.context());
  }

  private static void assertMessage(Vector vector, byte[] message) throws Exception {
    assertThat((long) message.length).isEqualTo(vector.length());
    byte[] digest = MessageDigest.getInstance("SHA-512").digest(message);
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(vector.sha512().orElseThrow());
  }

  /** Octets in memory. */
  @SuppressWarnings("ArrayRecordComponent") // read once and never compared
  private record ArrayOctets(byte[] octets) implements RandomOctets {
    @Override
    public long length() {
      return octets.length;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) {
      System.arraycopy(octets, (int) position, target, offset, length);
    }
  }
}
