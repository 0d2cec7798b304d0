package io.cds.examples.quickstart;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the processes acknowledged in a run, as whoever drives them read it: kept outside of the
 * system, and compared with its databases afterwards.
 */
final class Ledger {
  private static final Pattern CONFIRMED = Pattern.compile(" +→ message (\\S+)");
  private static final Pattern ANSWERED = Pattern.compile(" +→ EDB/(\\S+)");

  private final Set<String> messages = new TreeSet<>();
  private final Set<String> replies = new TreeSet<>();

  /** Notes what this line of the quickstart acknowledges, if anything. */
  void line(String line) {
    Matcher confirmed = CONFIRMED.matcher(line);
    if (confirmed.matches()) {
      confirmed(confirmed.group(1));
    }
    Matcher answered = ANSWERED.matcher(line);
    if (answered.matches()) {
      answered(answered.group(1));
    }
  }

  /** The school's process said that a message with this id is confirmed. */
  void confirmed(String id) {
    messages.add(id);
  }

  /** The authority's process said that its answer with this id is sent. */
  void answered(String id) {
    replies.add(id);
  }

  /** Ids of the school's messages; one, if nothing was lost and confirmed anew. */
  Set<String> messages() {
    return messages;
  }

  /** Ids of the authority's answers; one, likewise. */
  Set<String> replies() {
    return replies;
  }
}
