package io.cds.api.store;

import io.cds.api.PartyCode;
import java.util.List;

/** Enrolments; key: the party. */
public interface Enrolments extends Rows<PartyCode, EnrolmentRow> {
  /** Those with a request and without an answer. */
  List<EnrolmentRow> waiting(int most);

  /** Removes; nothing happens if it is gone. */
  void delete(PartyCode party);
}
