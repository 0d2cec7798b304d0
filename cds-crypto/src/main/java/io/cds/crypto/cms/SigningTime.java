package io.cds.crypto.cms;

import static io.cds.api.envelope.InvalidReason.CMS_ATTRIBUTES;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cds.api.envelope.InvalidEnvelopeException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

/** The signing time: whole seconds, UTCTime up to 2049 and GeneralizedTime from then on. */
final class SigningTime {

  private static final Instant GENERALIZED_FROM = Instant.parse("2050-01-01T00:00:00Z");
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SigningTime() {}

  static byte[] der(Instant time) {
    String text = FORM.format(time);
    return time.isBefore(GENERALIZED_FROM)
        ? Der.element(DerReader.UTC_TIME, text.substring(2).getBytes(US_ASCII))
        : Der.element(DerReader.GENERALIZED_TIME, text.getBytes(US_ASCII));
  }

  static Instant read(byte[] element) {
    boolean utc = element.length > 0 && element[0] == DerReader.UTC_TIME;
    int tag = utc ? DerReader.UTC_TIME : DerReader.GENERALIZED_TIME;
    String digits = new String(DerReader.of(element).value(tag), US_ASCII);
    String century = utc ? (digits.compareTo("5") < 0 ? "20" : "19") : "";
    try {
      Instant time = FORM.parse(century + digits, Instant::from);
      if (Arrays.equals(der(time), element)) {
        return time;
      }
    } catch (DateTimeException e) {
      throw new InvalidEnvelopeException(
          CMS_ATTRIBUTES, "Cannot read the signing time: it is no time", e);
    }
    throw new InvalidEnvelopeException(
        CMS_ATTRIBUTES, "Cannot read the signing time: it has another form");
  }

  static Instant whole(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
