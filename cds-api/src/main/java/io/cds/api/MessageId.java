package io.cds.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The identifier of a message for its whole life, over online and .zip roads: a UUIDv7 (RFC 9562),
 * 36 lower-case characters. Unique per sender: a message is ({@link MessageKey#from()}, {@link
 * MessageKey#id()}).
 */
public record MessageId(String value) implements Comparable<MessageId> {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  /** Validates the form. @throws IllegalArgumentException if the text is not a lower-case UUIDv7 */
  public MessageId {
    if (value.length() != 36 || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Message id of ["
              + value.length()
              + "] characters is not a UUIDv7 of 36 lower-case characters");
    }
  }

  /**
   * The id of this text. @throws IllegalArgumentException if the text is not a lower-case UUIDv7
   */
  public static MessageId of(String value) {
    return new MessageId(value);
  }

  /** A new id: 48 bits of Unix milliseconds from the clock, 74 random bits (RFC 9562, 5.7). */
  public static MessageId create(Clock clock, SecureRandom random) {
    long most = (clock.millis() << 16) | 0x7000L | (random.nextInt() & 0x0fffL);
    long least = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new MessageId(new UUID(most, least).toString());
  }

  @Override
  public int compareTo(MessageId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
