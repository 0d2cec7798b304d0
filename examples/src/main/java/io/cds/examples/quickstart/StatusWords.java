package io.cds.examples.quickstart;

import io.cds.api.Direction;
import io.cds.api.IncomingStatus;
import io.cds.api.OutgoingStatus;
import java.util.Locale;

/** A status in English and Chinese. */
final class StatusWords {
  private StatusWords() {}

  static String both(Direction direction, String status) {
    if (direction == Direction.OUTGOING) {
      OutgoingStatus s = OutgoingStatus.valueOf(status);
      return s.text(Locale.ENGLISH) + " " + s.text(Locale.TRADITIONAL_CHINESE);
    }
    IncomingStatus s = IncomingStatus.valueOf(status);
    return s.text(Locale.ENGLISH) + " " + s.text(Locale.TRADITIONAL_CHINESE);
  }
}
