package io.cds.crypto.cms;

import static io.cds.api.envelope.InvalidReason.CMS_ATTRIBUTES;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.crypto.format.Times;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/** The signing time: whole seconds, UTCTime up to 2049 and GeneralizedTime from then on. */
final class SigningTime {

  private static final Instant GENERALIZED_FROM = Instant.parse("2050-01-01T00:00:00Z");

  /** Where the digits of a time stand in its {@link Times#text text}. */
  private static final int[] DIGITS = {0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18};

  private SigningTime() {}

  static byte[] der(Instant time) {
    String text = Times.text(time);
    StringBuilder digits = new StringBuilder();
    for (int at : DIGITS) {
      digits.append(text.charAt(at));
    }
    digits.append('Z');
    return time.isBefore(GENERALIZED_FROM)
        ? Der.element(DerReader.UTC_TIME, digits.substring(2).getBytes(US_ASCII))
        : Der.element(DerReader.GENERALIZED_TIME, digits.toString().getBytes(US_ASCII));
  }

  static Instant read(byte[] element) {
    boolean utc = element.length > 0 && element[0] == DerReader.UTC_TIME;
    int tag = utc ? DerReader.UTC_TIME : DerReader.GENERALIZED_TIME;
    String digits = new String(DerReader.of(element).value(tag), US_ASCII);
    String century = utc ? (digits.compareTo("5") < 0 ? "20" : "19") : "";
    Instant time =
        time(century + digits)
            .orElseThrow(
                () ->
                    new InvalidEnvelopeException(
                        CMS_ATTRIBUTES, "Cannot read the signing time: it is no time"));
    if (!Arrays.equals(der(time), element)) {
      throw new InvalidEnvelopeException(
          CMS_ATTRIBUTES, "Cannot read the signing time: it has another form");
    }
    return time;
  }

  private static Optional<Instant> time(String digits) {
    if (digits.length() <= DIGITS.length) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder("0000-00-00T00:00:00.000Z");
    for (int i = 0; i < DIGITS.length; i++) {
      text.setCharAt(DIGITS[i], digits.charAt(i));
    }
    return Times.parse(text.toString());
  }

  static Instant whole(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
