package io.cds.crypto.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as the format writes them: UTC with exactly three decimals. */
public final class Times {

  private static final int NANOS = 1_000_000;
  private static final String SHAPE = "0000-00-00T00:00:00.000Z";

  private Times() {}

  /** The time a text stands for, or nothing when it has another shape or names no instant. */
  public static Optional<Instant> parse(String text) {
    if (!hasShape(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
                  number(text, 0, 4),
                  number(text, 5, 7),
                  number(text, 8, 10),
                  number(text, 11, 13),
                  number(text, 14, 16),
                  number(text, 17, 19),
                  number(text, 20, 23) * NANOS)
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The text of a time; what is finer than a millisecond is dropped. */
  public static String text(Instant time) {
    LocalDateTime t = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(SHAPE);
    digits(text, 0, 4, t.getYear());
    digits(text, 5, 7, t.getMonthValue());
    digits(text, 8, 10, t.getDayOfMonth());
    digits(text, 11, 13, t.getHour());
    digits(text, 14, 16, t.getMinute());
    digits(text, 17, 19, t.getSecond());
    digits(text, 20, 23, t.getNano() / NANOS);
    return text.toString();
  }

  private static boolean hasShape(String text) {
    boolean same = text.length() == SHAPE.length();
    for (int i = 0; same && i < text.length(); i++) {
      char c = text.charAt(i);
      same = SHAPE.charAt(i) == '0' ? c >= '0' && c <= '9' : c == SHAPE.charAt(i);
    }
    return same;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static void digits(StringBuilder text, int from, int to, int number) {
    int left = number;
    for (int i = to - 1; i >= from; i--) {
      text.setCharAt(i, (char) ('0' + left % 10));
      left /= 10;
    }
    if (left != 0 || number < 0) {
      throw new IllegalArgumentException(
          "Cannot write a time of year [" + number + "]: expected 0 to 9999");
    }
  }
}
