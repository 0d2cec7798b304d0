package io.cds.transport.http.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.envelope.Sha256;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallMeterTest {
  private static final Sha256 ONE = key(1);

  private long now = Long.MAX_VALUE - 5;
  private final CallMeter meter = new CallMeter(2, 3, () -> now);

  @Test
  void aKeyHasItsReserveAtOnceAndThenItsPace() {
    assertThat(taken(5)).isEqualTo(3);
    now += 500_000_000;
    assertThat(taken(5)).isEqualTo(1);
    now += 499_000_000;
    assertThat(taken(1)).isZero();
    now += 1_000_000;
    assertThat(taken(5)).isEqualTo(1);
  }

  @Test
  void aReserveFillsUpToItsSizeAndNoFurther() {
    assertThat(taken(3)).isEqualTo(3);
    now += 3_600_000_000_000L;
    assertThat(taken(9)).isEqualTo(3);
  }

  @Test
  void whatIsRefusedIsNotPaidFor() {
    assertThat(taken(1_000)).isEqualTo(3);
    now += 500_000_000;
    assertThat(taken(1)).isEqualTo(1);
  }

  @Test
  void noKeyPaysForAnother() {
    assertThat(taken(5)).isEqualTo(3);
    assertThat(meter.take(key(2))).isTrue();
  }

  @Test
  void ofManyKeysThoseThatCalledLastAreRemembered() {
    assertThat(taken(5)).isEqualTo(3);
    IntStream.range(2, 10_001).forEach(i -> meter.take(key(i)));
    assertThat(taken(1)).isZero();
    IntStream.range(10_001, 20_001).forEach(i -> meter.take(key(i)));
    assertThat(taken(5)).isEqualTo(3);
  }

  private long taken(int calls) {
    return IntStream.range(0, calls).filter(i -> meter.take(ONE)).count();
  }

  private static Sha256 key(int i) {
    return new Sha256("%064x".formatted(i));
  }
}
