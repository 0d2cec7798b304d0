package io.cds.store.jdbc.table;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.store.Keys;
import io.cds.store.jdbc.sql.Row;
import io.cds.store.jdbc.sql.Transaction;
import java.util.List;
import java.util.Optional;

/** {@code cds_key}. */
record KeyTable(Transaction transaction) implements Keys {
  private static final String PUT =
      """
      INSERT INTO cds_key
        (owner, digest, party, key_use, state, certificate, not_before, not_after, revoked_at,
         invalid_since)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (owner, digest) DO UPDATE SET
        state = excluded.state,
        revoked_at = excluded.revoked_at,
        invalid_since = excluded.invalid_since
      """;
  private static final String OF =
      """
      SELECT * FROM cds_key WHERE owner = ? AND party = ? AND key_use = ?
      ORDER BY not_before DESC, digest
      """;

  @Override
  public void put(PartyCode owner, KnownKey key) {
    transaction
        .session()
        .update(
            PUT,
            owner,
            key.digest(),
            key.party(),
            key.use(),
            key.state(),
            key.certificate(),
            key.notBefore(),
            key.notAfter(),
            key.revokedAt(),
            key.invalidSince());
  }

  @Override
  public Optional<KnownKey> find(PartyCode owner, Sha256 certificate) {
    return transaction
        .session()
        .first(
            "SELECT * FROM cds_key WHERE owner = ? AND digest = ?",
            KeyTable::read,
            owner,
            certificate);
  }

  @Override
  public List<KnownKey> of(PartyCode owner, PartyCode party, KeyUse use) {
    return transaction.session().list(OF, KeyTable::read, owner, party, use);
  }

  private static KnownKey read(Row row) {
    return new KnownKey(
        row.party("party"),
        row.constant(KeyUse.class, "key_use"),
        row.constant(KeyState.class, "state"),
        row.octets("certificate"),
        row.digest("digest"),
        row.instant("not_before"),
        row.instant("not_after"),
        row.optionalInstant("revoked_at"),
        row.optionalInstant("invalid_since"));
  }
}
