package io.cds.crypto.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {

  @ParameterizedTest
  @CsvSource({
    "0,4096",
    "1,4096",
    "4096,4096",
    "4097,4352",
    "10000,10240",
    "1000000,1015808",
    "1048576,1048576",
    "1048577,1081344"
  })
  void theLengthIsThatOfPadme(long length, long padded) {
    assertThat(Padding.padded(length)).isEqualTo(padded);
  }

  @Test
  void paddingCostsNoMoreThanTwelveInAHundredAboveFourKibibytes() {
    for (long length = 4096; length < 1L << 40; length = length * 5 / 4 + 1) {
      long padded = Padding.padded(length);
      assertThat(padded).isBetween(length, length + length * 12 / 100);
      assertThat(Padding.padded(padded)).isEqualTo(padded);
    }
  }
}
