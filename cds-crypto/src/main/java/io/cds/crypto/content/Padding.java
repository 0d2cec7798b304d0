package io.cds.crypto.content;

/** Lengths that hide lengths. */
final class Padding {

  /** What the smallest content is padded to. */
  static final long LEAST = 4096;

  private Padding() {}

  /**
   * The Padmé length of a content, at least 4 KiB: as many low bits of the length are cleared, by
   * rounding up, as leave floor(log2(log2(length))) + 1 significant ones below the first.
   */
  static long padded(long length) {
    if (length <= LEAST) {
      return LEAST;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(length);
    int significant = 32 - Integer.numberOfLeadingZeros(exponent);
    long mask = (1L << (exponent - significant)) - 1;
    return (length + mask) & ~mask;
  }
}
