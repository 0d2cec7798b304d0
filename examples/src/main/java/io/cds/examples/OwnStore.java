package io.cds.examples;

import io.cds.api.Actor;
import io.cds.api.CdsClient;
import io.cds.api.Cursor;
import io.cds.api.PartyCode;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.store.jdbc.SqliteStore;
import io.cds.transport.http.HttpTransport;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** A client over a store of one's own: it is handed to the builder, nothing is registered. */
public final class OwnStore {
  private OwnStore() {}

  /** Arguments: party, folder, hub address, passphrase. */
  public static void main(String[] a) throws Exception {
    Path folder = Files.createDirectories(Path.of(a[1]));
    TimedStore store = new TimedStore(SqliteStore.open(folder.resolve("cds.sqlite")));
    try (CdsClient client =
        CdsClient.builder()
            .party(PartyCode.of(a[0]))
            .store(store)
            .vault(Pkcs12Vault.open(folder.resolve("vault"), Clock.systemUTC(), new SecureRandom()))
            .transport(HttpTransport.to(URI.create(a[2])))
            .unattended(SmallHost.typed(a[3]))
            .build()) {
      client
          .as(Actor.of("clerk"))
          .outgoing(Cursor.START, 100)
          .items()
          .forEach(message -> System.out.println(message.key() + " " + message.status()));
      System.out.println(
          store.transactions() + " transactions, " + store.time().toMillis() + " ms");
    }
  }
}
