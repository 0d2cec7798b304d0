package io.cds.core.client;

import io.cds.api.Cursor;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.store.Store;
import io.cds.api.store.StoreTransaction;
import io.cds.core.StateText;
import java.util.Optional;

/** The small values of one party; an empty value counts as none. */
record StateValues(Store store, PartyCode party) {
  Optional<Octets> find(StateName name) {
    return store.read(tx -> find(tx, name));
  }

  /** Where the mailbox was read to. */
  Cursor feed() {
    return store.read(tx -> text(tx, StateName.FEED)).map(Cursor::new).orElse(Cursor.START);
  }

  Optional<Octets> find(StoreTransaction tx, StateName name) {
    return tx.states().find(party, name.key()).filter(value -> value.length() > 0);
  }

  Optional<String> text(StoreTransaction tx, StateName name) {
    return find(tx, name).map(StateText::read);
  }

  void put(StoreTransaction tx, StateName name, Octets value) {
    tx.states().put(party, name.key(), value);
  }

  void put(StoreTransaction tx, StateName name, String value) {
    put(tx, name, StateText.of(value));
  }
}
