package io.cds.crypto.json;

import static io.cds.api.envelope.InvalidReason.JSON_LIMIT;
import static io.cds.api.envelope.InvalidReason.JSON_MEMBER;
import static io.cds.api.envelope.InvalidReason.VALUE;
import static io.cds.api.envelope.InvalidReason.VERSION;

import io.cds.api.MessageId;
import io.cds.api.PartyCode;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.crypto.format.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Takes the members of one object by name, each with its check, and then proves that none is left.
 *
 * <p>Messages name the member, never its value.
 */
public final class Members {

  private static final int EXTENSION = 4096;

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
    int left = object.members().size() - taken.size();
    if (left > 0) {
      throw new InvalidEnvelopeException(
          JSON_MEMBER, "Cannot read " + where + ": it has [" + left + "] unknown members");
    }
  }

  /** A text that must match. */
  public String text(String name, Pattern pattern) {
    return require(name, optionalText(name, pattern));
  }

  /** A text of 1 to {@code max} code points. */
  public String text(String name, int max) {
    return require(name, optionalText(name, max));
  }

  /** A text that must match, or nothing. */
  public Optional<String> optionalText(String name, Pattern pattern) {
    Optional<String> text = optional(name, String.class);
    return checked(name, text.isEmpty() || pattern.matcher(text.get()).matches(), text);
  }

  /** A text of 1 to {@code max} code points, or nothing. */
  public Optional<String> optionalText(String name, int max) {
    Optional<String> text = optional(name, String.class);
    return checked(
        name, text.isEmpty() || (!text.get().isEmpty() && points(text.get()) <= max), text);
  }

  /** A text of 0 to {@code max} code points. */
  public String anyText(String name, int max) {
    String text = require(name, optional(name, String.class));
    return checked(name, points(text) <= max, text);
  }

  /** An integer between two bounds, both allowed. */
  public long integer(String name, long min, long max) {
    long number = require(name, optional(name, Long.class));
    return checked(name, min <= number && number <= max, number);
  }

  /** A truth value. */
  public boolean flag(String name) {
    return require(name, optional(name, Boolean.class));
  }

  /** Proves format version and kind. */
  public void version(String kind) {
    version();
    String found = require("kind", optional("kind", String.class));
    if (!found.equals(kind)) {
      throw new InvalidEnvelopeException(
          VERSION, "Cannot read " + where + ": its kind is not [" + kind + "]");
    }
  }

  /** Proves the format version. */
  public void version() {
    long found = require("v", optional("v", Long.class));
    if (found != 1) {
      throw new InvalidEnvelopeException(
          VERSION, "Cannot read " + where + ": format version [" + found + "] is not 1");
    }
  }

  /** A SHA-256 digest in lower-case hexadecimal. */
  public Sha256 digest(String name) {
    return read(name, Sha256::new);
  }

  /** A SHA-256 digest in lower-case hexadecimal, or nothing. */
  public Optional<Sha256> optionalDigest(String name) {
    return optional(name, String.class).map(text -> parsed(name, text, Sha256::new));
  }

  /** A party code. */
  public PartyCode party(String name) {
    return read(name, PartyCode::of);
  }

  /** A message id. */
  public MessageId id(String name) {
    return read(name, MessageId::of);
  }

  private <T> T read(String name, Function<String, T> form) {
    return parsed(name, require(name, optional(name, String.class)), form);
  }

  private <T> T parsed(String name, String text, Function<String, T> form) {
    try {
      return form.apply(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidEnvelopeException(VALUE, refused(name), e);
    }
  }

  /** One of the words of an enumeration. */
  public <E extends Enum<E>> E word(String name, Class<E> words) {
    return require(name, optionalWord(name, words));
  }

  /** One of the words of an enumeration, or nothing. */
  public <E extends Enum<E>> Optional<E> optionalWord(String name, Class<E> words) {
    Optional<String> text = optional(name, String.class);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (E word : words.getEnumConstants()) {
      if (word.name().equals(text.get())) {
        return Optional.of(word);
      }
    }
    throw invalid(name);
  }

  /** Passes over the extension, whose size is bounded. */
  public void extension() {
    Optional<JsonObject> extension = optional("ext", JsonObject.class);
    if (extension.isPresent() && CanonicalJson.octets(extension.get()).length > EXTENSION) {
      throw new InvalidEnvelopeException(
          JSON_LIMIT, "Cannot read " + where + ": [ext] has more than 4096 octets");
    }
  }

  /** A time with milliseconds in UTC. */
  public Instant time(String name) {
    return require(name, optionalTime(name));
  }

  /** A time with milliseconds in UTC, or nothing. */
  public Optional<Instant> optionalTime(String name) {
    Optional<String> text = optional(name, String.class);
    Optional<Instant> time = text.flatMap(Times::parse);
    return checked(name, text.isPresent() == time.isPresent(), time);
  }

  /** Octets in base64url without padding, 1 to {@code max} of them. */
  public Octets octets(String name, int max) {
    return require(name, optionalOctets(name, max));
  }

  /** Octets in base64url without padding, 1 to {@code max} of them, or nothing. */
  public Optional<Octets> optionalOctets(String name, int max) {
    return optionalText(name, max / 3 * 4 + 4).map(text -> decoded(name, text, max));
  }

  /** A list of 1 to {@code size} octet strings of 1 to {@code max} octets. */
  public List<Octets> octetsList(String name, int max, int size) {
    List<Octets> octets = new ArrayList<>();
    for (String text : list(name, String.class, 1, size)) {
      octets.add(decoded(name, text, max));
    }
    return octets;
  }

  private Octets decoded(String name, String text, int max) {
    try {
      byte[] octets = Base64.getUrlDecoder().decode(text);
      checked(name, octets.length > 0, octets);
      String again = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
      return Octets.of(checked(name, octets.length <= max && again.equals(text), octets));
    } catch (IllegalArgumentException e) {
      throw new InvalidEnvelopeException(VALUE, refused(name), e);
    }
  }

  /** An object. */
  public Members object(String name) {
    return new Members(require(name, optional(name, JsonObject.class)), where + "." + name);
  }

  /** An object, or nothing. */
  public Optional<Members> optionalObject(String name) {
    return optional(name, JsonObject.class).map(o -> new Members(o, where + "." + name));
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

  /** A list of integers between two bounds, its size between two others. */
  public List<Long> integers(String name, int size, long min, long max) {
    List<Long> integers = list(name, Long.class, 1, size);
    integers.forEach(n -> checked(name, min <= n && n <= max, n));
    return integers;
  }

  /** Fails for a member whose value breaks a rule that its shape does not show. */
  public InvalidEnvelopeException invalid(String name) {
    return new InvalidEnvelopeException(VALUE, refused(name));
  }

  private static int points(String text) {
    return text.codePointCount(0, text.length());
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
    Object value = object.members().get(name);
    if (value == null) {
      return Optional.empty();
    }
    taken.add(name);
    checked(name, type.isInstance(value), value);
    return Optional.of(type.cast(value));
  }

  private <T> T require(String name, Optional<T> value) {
    if (value.isEmpty()) {
      throw new InvalidEnvelopeException(
          JSON_MEMBER, "Cannot read " + where + ": member [" + name + "] is missing");
    }
    return value.get();
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
