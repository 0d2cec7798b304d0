package io.cds.api.envelope;

import io.cds.api.PartyCode;
import java.util.List;

/**
 * A party in a directory answer.
 *
 * @param record its own-signed key record as octets
 * @param keys every certificate ever issued to it that still matters, with its state
 */
public record DirectoryEntry(
    PartyCode party, String name, String chineseName, Octets record, List<DirectoryKey> keys) {
  /** Copies. */
  public DirectoryEntry {
    keys = List.copyOf(keys);
  }
}
