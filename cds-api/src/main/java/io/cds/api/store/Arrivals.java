package io.cds.api.store;

/** Arrivals. */
public interface Arrivals extends Rows<PartyMessage, ArrivalRow> {
  /** Removes; nothing happens if it is gone. */
  void delete(PartyMessage key);
}
