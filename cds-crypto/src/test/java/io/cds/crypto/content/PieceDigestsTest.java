package io.cds.crypto.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.envelope.Extent;
import io.cds.crypto.algorithm.Digests;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceDigestsTest {

  private static final int MIB = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB, 3 * MIB + 5})
  void theDigestIsThatOfTheDigestsOfThePieces(int length) {
    byte[] octets = new byte[length];
    new Random(length).nextBytes(octets);
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    for (int at = 0; at < length; at += MIB) {
      list.writeBytes(Digests.sha256(Arrays.copyOfRange(octets, at, Math.min(length, at + MIB))));
    }
    PieceDigests digests = new PieceDigests();
    for (int at = 0; at < length; at += 70_001) {
      digests.write(octets, at, Math.min(70_001, length - at));
    }
    assertThat(digests.finish()).isEqualTo(new Extent(length, Digests.digest(list.toByteArray())));
  }
}
