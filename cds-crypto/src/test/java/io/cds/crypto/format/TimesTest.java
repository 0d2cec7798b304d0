package io.cds.crypto.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T05:43:10.007Z",
        "0000-01-01T00:00:00.000Z",
        "2024-02-29T23:59:59.999Z",
        "9999-12-31T23:59:59.999Z"
      })
  void aTimeAndItsTextGoBothWays(String text) {
    assertThat(Times.parse(text)).hasValue(Instant.parse(text));
    assertThat(Times.text(Instant.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-22T05:43:10Z",
        "2026-11-22T05:43:10.0070Z",
        "2026-11-22T05:43:10.007+",
        "2026-11-22 05:43:10.007Z",
        "2026-11-22t05:43:10.007z",
        "2025-02-29T00:00:00.000Z",
        "2026-13-01T00:00:00.000Z",
        "2026-11-22T24:00:00.000Z",
        "2026-12-31T23:59:60.000Z",
        "+026-11-22T05:43:10.007Z",
        "２026-11-22T05:43:10.007Z"
      })
  void anotherShapeIsNoTime(String text) {
    assertThat(Times.parse(text)).isEmpty();
  }

  @Test
  void whatIsFinerThanAMillisecondIsDropped() {
    assertThat(Times.text(Instant.parse("2026-11-22T05:43:10.007999Z")))
        .isEqualTo("2026-11-22T05:43:10.007Z");
  }

  @Test
  void aYearOfFiveDigitsHasNoText() {
    assertThatThrownBy(() -> Times.text(Instant.parse("+10000-01-01T00:00:00Z")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10000");
  }
}
