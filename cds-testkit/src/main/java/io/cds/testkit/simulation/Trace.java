package io.cds.testkit.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What happened, in plain words: a line for each thing. */
final class Trace {
  private final Clock clock;
  private final List<String> lines = new ArrayList<>();
  private final SortedMap<String, Integer> tally = new TreeMap<>();
  private int step;

  Trace(Clock clock) {
    this.clock = clock;
  }

  /** The next step begins. */
  void next() {
    step++;
  }

  int step() {
    return step;
  }

  void say(String what) {
    Instant now = clock.instant();
    lines.add("step " + step + ", " + now + ": " + what);
  }

  /** The last lines before it all came to rest, and before them those that name one of these. */
  List<String> told(List<String> names, int last) {
    int from = Math.max(0, lines.size() - last);
    List<String> told = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (i >= from || names.stream().anyMatch(lines.get(i)::contains)) {
        told.add(lines.get(i));
      }
    }
    return told;
  }

  /** One more of this kind. */
  void count(String kind) {
    tally.merge(kind, 1, Integer::sum);
  }

  /** How many of each kind. */
  SortedMap<String, Integer> tally() {
    return tally;
  }

  /** SHA-256 of all lines. */
  String digest() {
    byte[] octets = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(octets));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The platform has no SHA-256", e);
    }
  }
}
