package io.cds.api.store;

import io.cds.api.PartyCode;
import java.util.List;
import java.util.Optional;

/** Parties. */
public interface Parties extends Rows<PartyRow.Key, PartyRow> {
  /** All of an owner, sorted by party, after this one. */
  List<PartyRow> after(PartyCode owner, Optional<PartyCode> after, int most);
}
