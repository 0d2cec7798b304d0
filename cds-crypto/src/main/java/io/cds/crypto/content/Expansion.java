package io.cds.crypto.content;

/**
 * How far content may grow when it is expanded.
 *
 * @param ratio octets allowed for each stored one
 * @param free octets allowed besides
 */
public record Expansion(int ratio, long free) {

  /** 200 to 1, with 1 MiB free. */
  public static final Expansion DEFAULT = new Expansion(200, 1 << 20);

  /** Refuses a ratio or an allowance that would forbid everything. */
  public Expansion {
    if (ratio < 1 || free < 0) {
      throw new IllegalArgumentException(
          "Cannot allow an expansion of ["
              + ratio
              + "] with ["
              + free
              + "] free: expected >= 1, 0");
    }
  }

  /** Whether so many stored octets may become so many. */
  public boolean allows(long stored, long length) {
    return missing(stored, length) == 0;
  }

  /** Stored octets that are missing for so many to come out; 0 if none are. */
  long missing(long stored, long length) {
    return length <= free ? 0 : Math.max(0, (length - free + ratio - 1) / ratio - stored);
  }
}
