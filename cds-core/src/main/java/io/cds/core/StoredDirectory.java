package io.cds.core;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyDirectory;
import io.cds.api.store.Keys;
import io.cds.api.store.Store;
import io.cds.api.store.StoreTransaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The directory over an owner's rows of public keys.
 *
 * <p>Threading: one over a store is safe for several threads; one inside a transaction belongs to
 * that transaction's thread and life.
 */
public final class StoredDirectory implements KeyDirectory {
  private final Sha256 net;
  private final PartyCode owner;
  private final Rows rows;

  private StoredDirectory(Sha256 net, PartyCode owner, Rows rows) {
    this.net = net;
    this.owner = owner;
    this.rows = rows;
  }

  /** Each question in a transaction of its own. */
  public static StoredDirectory over(Store store, PartyCode owner, Sha256 net) {
    return new StoredDirectory(
        net,
        owner,
        new Rows() {
          @Override
          public <R> R ask(Function<Keys, R> question) {
            return store.read(tx -> question.apply(tx.keys()));
          }
        });
  }

  /** All questions in this transaction. */
  public static StoredDirectory in(StoreTransaction transaction, PartyCode owner, Sha256 net) {
    return new StoredDirectory(
        net,
        owner,
        new Rows() {
          @Override
          public <R> R ask(Function<Keys, R> question) {
            return question.apply(transaction.keys());
          }
        });
  }

  @Override
  public Sha256 net() {
    return net;
  }

  @Override
  public Optional<KnownKey> key(Sha256 certificate) {
    return rows.ask(keys -> keys.find(owner, certificate));
  }

  @Override
  public List<KnownKey> keys(PartyCode party, KeyUse use) {
    return rows.ask(keys -> keys.of(owner, party, use));
  }

  private interface Rows {
    <R> R ask(Function<Keys, R> question);
  }
}
