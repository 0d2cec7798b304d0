package io.cds.store.jdbc.table;

import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.store.States;
import io.cds.store.jdbc.sql.Transaction;
import java.util.Optional;

/** {@code cds_state}. */
record StateTable(Transaction transaction) implements States {
  private static final int MOST = 64 * 1024;
  private static final String PUT =
      """
      INSERT INTO cds_state (party, name, value) VALUES (?, ?, ?)
      ON CONFLICT (party, name) DO UPDATE SET value = excluded.value
      """;

  @Override
  public Optional<Octets> find(PartyCode party, String name) {
    return transaction
        .session()
        .first(
            "SELECT value FROM cds_state WHERE party = ? AND name = ?",
            row -> row.octets("value"),
            party,
            name);
  }

  @Override
  public void put(PartyCode party, String name, Octets value) {
    if (value.length() > MOST) {
      throw new IllegalArgumentException(
          "State ["
              + name
              + "] of ["
              + value.length()
              + "] octets; expected at most ["
              + MOST
              + "]: keep larger things as content");
    }
    transaction.session().update(PUT, party, name, value);
  }
}
