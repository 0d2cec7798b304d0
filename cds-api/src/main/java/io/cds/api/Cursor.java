package io.cds.api;

import java.util.regex.Pattern;

/** A place in a list, opaque to all but its maker: 0 to 64 characters of {@code 0-9A-Za-z._-}. */
public record Cursor(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z._-]{0,64}");

  /** The beginning. */
  public static final Cursor START = new Cursor("");

  /** Validates the form. @throws IllegalArgumentException if it is none */
  public Cursor {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Cursor of [" + value.length() + "] characters; expected at most 64 of [0-9A-Za-z._-]");
    }
  }
}
