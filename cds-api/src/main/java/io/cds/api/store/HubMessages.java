package io.cds.api.store;

/** Messages at the hub. */
public interface HubMessages extends Rows<PartyMessage, HubMessageRow> {
  /** Removes; nothing happens if it is gone. */
  void delete(PartyMessage key);
}
