package io.cds.crypto.json;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A JSON object with its members in canonical order (UTF-16 code units of their names).
 *
 * <p>Values are {@link String}, {@link Long}, {@link Boolean}, {@link JsonObject} or a {@link List}
 * of these. Null does not exist: an absent option is an absent member.
 */
public final class JsonObject {

  private final SortedMap<String, Object> members = new TreeMap<>();

  /** Adds a text. */
  public JsonObject put(String name, String value) {
    return member(name, value);
  }

  /** Adds an integer. */
  public JsonObject put(String name, long value) {
    return member(name, value);
  }

  /** Adds a truth value. */
  public JsonObject put(String name, boolean value) {
    return member(name, value);
  }

  /** Adds an object. */
  public JsonObject put(String name, JsonObject value) {
    return member(name, value);
  }

  /** Adds a list of texts, integers, truth values, objects or lists. */
  public JsonObject put(String name, List<?> value) {
    return member(name, List.copyOf(value));
  }

  /** The members in canonical order. */
  public SortedMap<String, Object> members() {
    return Collections.unmodifiableSortedMap(members);
  }

  JsonObject member(String name, Object value) {
    if (members.put(name, value) != null) {
      throw new IllegalArgumentException("Cannot add member [" + name + "]: it is there already");
    }
    return this;
  }
}
