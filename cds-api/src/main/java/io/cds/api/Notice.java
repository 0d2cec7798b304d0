package io.cds.api;

import java.time.Instant;
import java.util.Set;

/**
 * Something that the host's people should know: data only, nothing of a message and of nobody. The
 * host chooses the words, the people and the way. More kinds may come; unknown ones are passed
 * over.
 */
public interface Notice {
  /** A stable word for the kind. */
  String code();

  /** Whose it is. */
  PartyCode party();

  /**
   * Present keys end soon and want to be renewed ({@link Registration#renew}).
   *
   * @param uses which end at this time
   * @param days no more than this many are left: 60, 30, 7 or 1
   */
  record KeysEnd(PartyCode party, Set<KeyUse> uses, Instant ends, int days) implements Notice {
    /** Copies. */
    public KeysEnd {
      uses = Set.copyOf(uses);
    }

    @Override
    public String code() {
      return "KEYS_END";
    }
  }
}
