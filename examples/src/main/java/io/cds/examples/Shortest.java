package io.cds.examples;

import io.cds.api.Actor;
import io.cds.api.CdsClient;
import io.cds.api.Draft;
import io.cds.api.KeyAccess;
import io.cds.api.MessageId;
import io.cds.api.PartyCode;
import io.cds.api.Watch;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.store.jdbc.SqliteStore;
import io.cds.transport.http.HttpTransport;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** The shortest host: what the README shows. */
final class Shortest {
  private Shortest() {}

  static MessageId send(Path folder, URI hub, KeyAccess unattended, KeyAccess typed, Draft draft) {
    // [readme]
    try (CdsClient client =
        CdsClient.builder()
            .party(PartyCode.of("010300"))
            .store(SqliteStore.open(folder.resolve("cds.sqlite")))
            .vault(Pkcs12Vault.open(folder.resolve("vault"), Clock.systemUTC(), new SecureRandom()))
            .transport(HttpTransport.to(hub))
            .unattended(unattended)
            .build()) {
      MessageId id = client.as(Actor.of("clerk")).confirm(draft);
      client.as(Actor.of("clerk")).encrypt(id, typed, Watch.none());
      client.transmission().run(Watch.none()); // sends and receives
      return id;
    }
    // [readme]
  }
}
