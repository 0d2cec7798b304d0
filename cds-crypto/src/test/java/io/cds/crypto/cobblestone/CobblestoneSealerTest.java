package io.cds.crypto.cobblestone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.envelope.InvalidEnvelopeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CobblestoneSealerTest {

  private static final byte[] KEY = new byte[32];
  private static final byte[] SALT = new byte[24];
  private static final byte[] CONTEXT = {1, 2, 3};

  @Test
  void l21WhatWasNotFinishedDoesNotOpen() throws IOException {
    for (int length : new int[] {0, 1, 16_383, 16_384, 16_385, 40_000}) {
      ByteArrayOutputStream sealed = new ByteArrayOutputStream();
      CobblestoneSealer sealer = new CobblestoneSealer(KEY, SALT, CONTEXT, sealed::write);
      sealer.write(new byte[length], 0, length);
      assertThatThrownBy(() -> open(sealed.toByteArray()))
          .isInstanceOf(InvalidEnvelopeException.class);
      sealer.finish();
      assertThat(open(sealed.toByteArray())).isEqualTo(new byte[length]);
    }
  }

  @Test
  void nothingIsSealedAfterTheEnd() throws IOException {
    CobblestoneSealer sealer = new CobblestoneSealer(KEY, SALT, CONTEXT, (o, f, n) -> {});
    sealer.finish();
    assertThatThrownBy(() -> sealer.write(new byte[1], 0, 1))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(sealer::finish).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void l21AFailureOfTheSinkIsFinal() {
    boolean[] broken = {true};
    CobblestoneSealer sealer =
        new CobblestoneSealer(
            KEY,
            SALT,
            CONTEXT,
            (o, f, n) -> {
              if (broken[0]) {
                throw new IOException("disk full");
              }
            });
    assertThatThrownBy(() -> sealer.write(new byte[1], 0, 1)).isInstanceOf(IOException.class);
    broken[0] = false;
    assertThatThrownBy(() -> sealer.write(new byte[1], 0, 1))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(sealer::finish).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void everyFlippedBitIsFoundAndNothingOfItsChunkIsReleased() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CobblestoneSealer sealer = new CobblestoneSealer(KEY, SALT, CONTEXT, out::write);
    sealer.write(new byte[50], 0, 50);
    sealer.finish();
    byte[] sealed = out.toByteArray();
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      ByteArrayOutputStream released = new ByteArrayOutputStream();
      assertThatThrownBy(() -> stream(changed).transferTo(released))
          .isInstanceOf(InvalidEnvelopeException.class);
      assertThat(released.size()).isZero();
    }
  }

  private static byte[] open(byte[] sealed) throws IOException {
    return stream(sealed).readAllBytes();
  }

  private static CobblestoneStream stream(byte[] sealed) {
    return new CobblestoneStream(new ByteArrayInputStream(sealed), KEY, CONTEXT);
  }
}
