package io.cds.crypto.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.crypto.algorithm.Digests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceDigestsTest {

  private static final int MIB = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {1, MIB - 1, MIB, MIB + 1, 2 * MIB, 3 * MIB + 5})
  void theDigestIsThatOfTheDigestsOfThePieces(int length) throws Exception {
    byte[] octets = noise(length);
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    for (int at = 0; at < length; at += MIB) {
      list.writeBytes(Digests.sha256(Arrays.copyOfRange(octets, at, Math.min(length, at + MIB))));
    }
    PieceDigests digests = digests(octets);
    assertThat(digests.length()).isEqualTo(length);
    assertThat(digests.root()).isEqualTo(Digests.sha256(list.toByteArray()));
    assertThat(new PieceStream(new ByteArrayInputStream(octets), digests).readAllBytes())
        .isEqualTo(octets);
  }

  @Test
  void nothingOfAnUncheckedPieceIsReleased() {
    byte[] octets = noise(3 * MIB);
    PieceDigests digests = digests(octets);
    octets[MIB + 7] ^= 1;
    ByteArrayOutputStream released = new ByteArrayOutputStream();
    InvalidEnvelopeException thrown =
        catchThrowableOfType(
            InvalidEnvelopeException.class,
            () -> new PieceStream(new ByteArrayInputStream(octets), digests).transferTo(released));
    assertThat(thrown.reason()).isEqualTo(InvalidReason.CONTENT_DIGEST);
    assertThat(released.size()).isEqualTo(MIB);
  }

  private static byte[] noise(int length) {
    byte[] octets = new byte[length];
    new Random(length).nextBytes(octets);
    return octets;
  }

  private static PieceDigests digests(byte[] octets) {
    PieceDigests.Collector collector = new PieceDigests.Collector();
    for (int at = 0; at < octets.length; at += 70_001) {
      collector.write(octets, at, Math.min(70_001, octets.length - at));
    }
    return collector.digests();
  }
}
