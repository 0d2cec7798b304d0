package io.cds.testkit.simulation;

/** What may become of one call. */
enum Mishap {
  NONE(780, "nothing happens"),
  NOT_ARRIVED(30, "it does not arrive"),
  ANSWER_LOST(35, "the answer is lost"),
  TWICE(30, "it arrives twice"),
  ONCE_MORE_LATER(35, "it will arrive once more, later"),
  SLOW(15, "it takes minutes"),
  MEANWHILE_BEFORE(20, "before it arrives something else happens"),
  MEANWHILE_AFTER(20, "before the answer comes something else happens"),
  CUT(35, "the line is cut in the middle");

  private final int perMille;
  private final String words;

  Mishap(int perMille, String words) {
    this.perMille = perMille;
    this.words = words;
  }

  String words() {
    return words;
  }

  static Mishap drawn(Dice dice) {
    int left = dice.below(1_000);
    for (Mishap mishap : values()) {
      left -= mishap.perMille;
      if (left < 0) {
        return mishap;
      }
    }
    return NONE;
  }
}
