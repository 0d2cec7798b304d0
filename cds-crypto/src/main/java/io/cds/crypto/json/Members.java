package io.cds.crypto.json;

import static io.cds.api.envelope.InvalidReason.JSON_MEMBER;
import static io.cds.api.envelope.InvalidReason.VALUE;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.crypto.format.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Takes the members of one object by name, each with its check, and then proves that none is left.
 *
 * <p>Messages name the member, never its value.
 */
public final class Members {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final JsonObject object;
  private final String where;
  private final Set<String> taken = new HashSet<>();

  /**
   * Begins with an object.
   *
   * @param where what the object is, for messages
   */
  public Members(JsonObject object, String where) {
    this.object = object;
    this.where = where;
  }

  /** Ends the reading: a member that nobody took is unknown. */
  public void end() {
    Set<String> left = new TreeSet<>(object.members().keySet());
    left.removeAll(taken);
    if (!left.isEmpty()) {
      throw new InvalidEnvelopeException(
          JSON_MEMBER, "Cannot read " + where + ": it has [" + left.size() + "] unknown members");
    }
  }

  /** A text that must match. */
  public String text(String name, Pattern pattern) {
    return require(name, optionalText(name, pattern));
  }

  /** A text of at most {@code max} UTF-16 units. */
  public String text(String name, int max) {
    return require(name, optionalText(name, max));
  }

  /** A text that must match, or nothing. */
  public Optional<String> optionalText(String name, Pattern pattern) {
    Optional<String> text = optional(name, String.class);
    return text.map(t -> checked(name, pattern.matcher(t).matches(), t));
  }

  /** A text of 1 to {@code max} UTF-16 units, or nothing. */
  public Optional<String> optionalText(String name, int max) {
    Optional<String> text = optional(name, String.class);
    return text.map(t -> checked(name, !t.isEmpty() && t.length() <= max, t));
  }

  /** A text that may be empty. */
  public String anyText(String name, int max) {
    String text = require(name, optional(name, String.class));
    return checked(name, text.length() <= max, text);
  }

  /** A text that must be exactly this. */
  public void literal(String name, String expected) {
    String text = require(name, optional(name, String.class));
    checked(name, text.equals(expected), text);
  }

  /** An integer between two bounds, both allowed. */
  public long integer(String name, long min, long max) {
    long number = require(name, optional(name, Long.class));
    return checked(name, min <= number && number <= max, number);
  }

  /** An integer between two bounds, or nothing. */
  public Optional<Long> optionalInteger(String name, long min, long max) {
    return optional(name, Long.class).map(n -> checked(name, min <= n && n <= max, n));
  }

  /** A truth value. */
  public boolean flag(String name) {
    return require(name, optional(name, Boolean.class));
  }

  /** A SHA-256 digest in lower-case hexadecimal. */
  public byte[] digest(String name) {
    return HexFormat.of().parseHex(text(name, DIGEST));
  }

  /** A time with milliseconds in UTC. */
  public Instant time(String name) {
    return require(name, optionalTime(name));
  }

  /** A time with milliseconds in UTC, or nothing. */
  public Optional<Instant> optionalTime(String name) {
    return optional(name, String.class).map(t -> Times.parse(t).orElseThrow(() -> invalid(name)));
  }

  /** Octets in base64url without padding, 1 to {@code max} of them. */
  public byte[] octets(String name, int max) {
    String text = text(name, max / 3 * 4 + 4);
    try {
      byte[] octets = Base64.getUrlDecoder().decode(text);
      String again = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
      return checked(name, octets.length <= max && again.equals(text), octets);
    } catch (IllegalArgumentException e) {
      throw new InvalidEnvelopeException(VALUE, refused(name), e);
    }
  }

  /** An object. */
  public Members object(String name) {
    return new Members(require(name, optional(name, JsonObject.class)), where + "." + name);
  }

  /** An object as it is, or nothing. */
  public Optional<JsonObject> optionalObject(String name) {
    return optional(name, JsonObject.class);
  }

  /** A list of objects, its size between two bounds. */
  public List<Members> objects(String name, int min, int max) {
    List<Members> members = new ArrayList<>();
    for (JsonObject item : list(name, JsonObject.class, min, max)) {
      members.add(new Members(item, where + "." + name + "[" + members.size() + "]"));
    }
    return members;
  }

  /** A list of texts that must match, its size between two bounds. */
  public List<String> texts(String name, Pattern pattern, int min, int max) {
    List<String> texts = list(name, String.class, min, max);
    texts.forEach(t -> checked(name, pattern.matcher(t).matches(), t));
    return texts;
  }

  /** Fails for a member whose value breaks a rule that its shape does not show. */
  public InvalidEnvelopeException invalid(String name) {
    return new InvalidEnvelopeException(VALUE, refused(name));
  }

  private <T> List<T> list(String name, Class<T> type, int min, int max) {
    List<?> list = require(name, optional(name, List.class));
    checked(name, min <= list.size() && list.size() <= max, list);
    List<T> items = new ArrayList<>(list.size());
    for (Object item : list) {
      checked(name, type.isInstance(item), item);
      items.add(type.cast(item));
    }
    return items;
  }

  private <T> Optional<T> optional(String name, Class<T> type) {
    taken.add(name);
    Object value = object.members().get(name);
    if (value == null) {
      return Optional.empty();
    }
    checked(name, type.isInstance(value), value);
    return Optional.of(type.cast(value));
  }

  private <T> T require(String name, Optional<T> value) {
    return value.orElseThrow(
        () ->
            new InvalidEnvelopeException(
                JSON_MEMBER, "Cannot read " + where + ": member [" + name + "] is missing"));
  }

  private <T> T checked(String name, boolean holds, T value) {
    if (!holds) {
      throw invalid(name);
    }
    return value;
  }

  private String refused(String name) {
    return "Cannot read " + where + ": member [" + name + "] has a value that is not allowed";
  }
}
