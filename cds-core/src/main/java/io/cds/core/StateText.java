package io.cds.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.envelope.Octets;

/** Text as a small value of the store. */
public final class StateText {
  private StateText() {}

  /** The value of a text. */
  public static Octets of(String text) {
    return Octets.of(text.getBytes(UTF_8));
  }

  /** The text of a value. */
  public static String read(Octets value) {
    return new String(value.toArray(), UTF_8);
  }
}
