package io.cds.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Contents to measure with; the same for the same size. */
final class Samples {
  private Samples() {}

  /** Octets that nothing shrinks. */
  static byte[] random(int size) {
    byte[] octets = new byte[size];
    new Random(size).nextBytes(octets);
    return octets;
  }

  /** Lines as a school's records have them: repeated words, numbers, Chinese names. */
  static byte[] records(int size) {
    byte[] octets = new byte[size];
    Random random = new Random(size);
    int at = 0;
    while (at < size) {
      byte[] line =
          "<Pupil><Number>P%05d</Number><Name>陳%c%c</Name><Class>%dA</Class><Reason>轉校</Reason></Pupil>%n"
              .formatted(
                  random.nextInt(100_000),
                  0x4e00 + random.nextInt(2_000),
                  0x4e00 + random.nextInt(2_000),
                  1 + random.nextInt(6))
              .getBytes(StandardCharsets.UTF_8);
      int n = Math.min(line.length, size - at);
      System.arraycopy(line, 0, octets, at, n);
      at += n;
    }
    return octets;
  }
}
