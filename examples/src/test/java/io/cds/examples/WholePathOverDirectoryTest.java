package io.cds.examples;

import io.cds.api.PartyCode;
import io.cds.api.store.Store;
import io.cds.store.jdbc.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The whole path over SQLite, with content in directories. */
class WholePathOverDirectoryTest extends WholePathTest {
  @TempDir static Path homes;

  @Override
  Store store(PartyCode party) {
    try {
      Path home = Files.createTempDirectory(homes, party.value());
      Path content = Files.createDirectory(home.resolve("content"));
      return SqliteStore.builder()
          .file(home.resolve("cds.sqlite"))
          .contentIn(content)
          .clock(clock)
          .open();
    } catch (IOException e) {
      throw new UncheckedIOException("No folder for [" + party + "]", e);
    }
  }
}
