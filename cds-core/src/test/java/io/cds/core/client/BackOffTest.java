package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Settings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private final BackOff backOff = new BackOff(Settings.defaults(), new SecureRandom());

  @Test
  void L20_the_wait_doubles_with_jitter_between_half_and_all_of_it() {
    for (int failures = 1; failures <= 7; failures++) {
      Duration full = Duration.ofSeconds(30L << (failures - 1));
      assertThat(backOff.after(failures, Optional.empty())).isBetween(full.dividedBy(2), full);
    }
  }

  @Test
  void L20_the_wait_never_exceeds_the_longest_however_often_it_failed() {
    for (int failures : new int[] {8, 9, 30, 63, 64, 1_000_000, Integer.MAX_VALUE}) {
      assertThat(backOff.after(failures, Optional.empty()))
          .isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
    }
  }

  @Test
  void the_wait_is_never_less_than_the_hub_asks_for() {
    assertThat(backOff.after(1, Optional.of(Duration.ofHours(3)))).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void L20_two_clients_do_not_come_back_at_the_same_moment() {
    long different =
        IntStream.range(0, 50).mapToObj(i -> backOff.after(7, Optional.empty())).distinct().count();
    assertThat(different).isGreaterThan(40);
  }
}
