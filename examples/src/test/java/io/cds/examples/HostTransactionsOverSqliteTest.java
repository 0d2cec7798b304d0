package io.cds.examples;

import io.cds.api.PartyCode;
import io.cds.api.store.Store;
import io.cds.store.jdbc.SqliteStore;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The library's tables lie in the host's own file. */
class HostTransactionsOverSqliteTest extends HostTransactions {
  @Override
  DataSource database(PartyCode party) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + folder.resolve(party + ".sqlite"));
    return source;
  }

  @Override
  Store over(DataSource database) {
    return SqliteStore.builder().over(database).clock(clock).open();
  }
}
