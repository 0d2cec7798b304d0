package io.cds.crypto.keys;

import io.cds.api.KeyUse;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a key in its file: what it is for, when it was made, and four random octets, such as
 * {@code sign-20261121t234636123z-1a2b3c4d}. Lower case throughout, because keytool folds it.
 */
record KeyName(String kind, Instant createdAt, String value) {
  private static final Pattern FORM =
      Pattern.compile("([a-z]+(?:-[a-z]+)*)-([0-9]{8}t[0-9]{9}z)-[0-9a-f]{8}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd't'HHmmssSSS'z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The kind of the key that encrypts what the store keeps. */
  static final String AT_REST = "at-rest";

  static KeyName create(String kind, Instant now, SecureRandom random) {
    byte[] suffix = new byte[4];
    random.nextBytes(suffix);
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    return new KeyName(
        kind, at, kind + "-" + TIME.format(at) + "-" + HexFormat.of().formatHex(suffix));
  }

  /**
   * @throws IllegalArgumentException if it is no name that this vault gave
   */
  static KeyName parse(String value) {
    Matcher form = FORM.matcher(value);
    if (form.matches()) {
      try {
        return new KeyName(form.group(1), TIME.parse(form.group(2), Instant::from), value);
      } catch (DateTimeException e) {
        throw unknown(value, e);
      }
    }
    throw unknown(value, null);
  }

  private static IllegalArgumentException unknown(
      String value, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IllegalArgumentException(
        "a key is named [" + value + "], expected a name such as sign-20261121t234636123z-1a2b3c4d",
        cause);
  }

  /** The kind of keys for a use. */
  static String kind(KeyUse use) {
    return use.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of keys that an organisation brought for a use, with certificates of its own. */
  static String outside(KeyUse use) {
    return use == KeyUse.SIGN ? "outside" : "outside-" + kind(use);
  }
}
