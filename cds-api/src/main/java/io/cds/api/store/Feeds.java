package io.cds.api.store;

import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import java.util.List;

/** What waits for each party. */
public interface Feeds {
  /**
   * Appends.
   *
   * @param once names it within the party, so that a repeated fan-out appends nothing
   * @return false if it was there
   */
  boolean append(FeedRow row, String once);

  /**
   * After this sequence, oldest first. A row is visible here only when no lower sequence can appear
   * any more.
   */
  List<FeedRow> after(PartyCode party, long sequence, int most);

  /**
   * Removes every row of this party about this message, and the names by which they were appended
   * once; nothing happens if there is none. Sequences of other rows stay.
   */
  void forget(PartyCode party, MessageKey message);

  /** Whether this envelope waits for this party: who may fetch its content. */
  boolean holds(PartyCode party, MessageKey message);
}
