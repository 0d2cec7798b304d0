package io.cds.api.envelope;

import io.cds.api.PartyCode;
import java.time.Instant;
import java.util.List;

/**
 * What the hub signs about parties and their keys; counts from {@code asOf} to {@code until}, at
 * most 24 h.
 *
 * @param by the hub's own party code
 * @param absent parties that were asked for and are not in the directory
 */
public record DirectoryAnswer(
    Sha256 net,
    PartyCode by,
    Instant asOf,
    Instant until,
    List<DirectoryEntry> entries,
    List<PartyCode> absent) {
  /** Copies. */
  public DirectoryAnswer {
    entries = List.copyOf(entries);
    absent = List.copyOf(absent);
  }
}
