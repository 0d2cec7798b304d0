package io.cds.crypto.zip;

import static io.cds.api.envelope.InvalidReason.ZIP_PROFILE;

import io.cds.api.MessageId;
import io.cds.api.envelope.InvalidEnvelopeException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an entry: the message it belongs to, and which part of it.
 *
 * @param message the message
 * @param part the part
 * @param number 1 to 999 for a receipt, else 0
 */
record EntryName(MessageId message, Part part, int number) {

  static final int MAX_LENGTH = 36 + 1 + "routing.mldsa.p7s".length();

  private static final Pattern FORM =
      Pattern.compile(
          "([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})"
              + "/(routing\\.p7s|routing\\.mldsa\\.p7s|manifest\\.p7m|content\\.cob"
              + "|receipts/([0-9]{3})\\.p7s)");

  /** The parts in the order in which they stand. */
  enum Part {
    ROUTING("routing.p7s"),
    ROUTING_MLDSA("routing.mldsa.p7s"),
    MANIFEST("manifest.p7m"),
    CONTENT("content.cob"),
    RECEIPT("receipts/%03d.p7s");

    private final String text;

    Part(String text) {
      this.text = text;
    }

    private static Part of(String text) {
      for (Part part : values()) {
        if (part.text.equals(text)) {
          return part;
        }
      }
      return RECEIPT;
    }
  }

  static EntryName parse(String name) {
    Matcher matcher = FORM.matcher(name);
    if (!matcher.matches()) {
      throw new InvalidEnvelopeException(
          ZIP_PROFILE, "an entry name of [" + name.length() + "] octets is not of the form");
    }
    String number = matcher.group(3);
    return new EntryName(
        MessageId.of(matcher.group(1)),
        Part.of(matcher.group(2)),
        number == null ? 0 : Integer.parseInt(number));
  }

  String text() {
    return message + "/" + String.format(Locale.ROOT, part.text, number);
  }
}
