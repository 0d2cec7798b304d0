package io.cds.examples;

import io.cds.api.CdsClient;
import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.PartyCode;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.store.jdbc.SqliteStore;
import io.cds.transport.http.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** All that a host needs: one database file, one folder of keys, the hub's address. */
final class SmallHost {
  private SmallHost() {}

  /** A client's builder with the embedded defaults. */
  static CdsClient.Builder client(String party, Path folder, URI hub, KeyAccess unattended)
      throws IOException {
    Files.createDirectories(folder);
    return CdsClient.builder()
        .party(PartyCode.of(party))
        .store(SqliteStore.open(folder.resolve("cds.sqlite")))
        .vault(Pkcs12Vault.open(folder.resolve("vault"), Clock.systemUTC(), new SecureRandom()))
        .transport(HttpTransport.to(hub))
        .unattended(unattended);
  }

  /** From here on a failure says what is wrong and what to do; what nobody foresaw, where. */
  static void inPlainWords() {
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, failure) -> {
              if (failure instanceof CdsException || failure instanceof IllegalArgumentException) {
                System.err.println(failure.getMessage());
              } else if (failure instanceof IOException) {
                System.err.println(failure);
              } else {
                failure.printStackTrace();
              }
            });
  }

  /**
   * A passphrase as the console gives it; here from the command line, which a real host never does.
   */
  static KeyAccess typed(String passphrase) {
    return KeyAccess.passphrase(passphrase.toCharArray());
  }
}
