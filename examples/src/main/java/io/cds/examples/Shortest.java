package io.cds.examples;

import io.cds.api.Actor;
import io.cds.api.CdsClient;
import io.cds.api.Desk;
import io.cds.api.Draft;
import io.cds.api.KeyAccess;
import io.cds.api.MessageId;
import io.cds.api.Outcome;
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
      Desk desk = client.as(Actor.of("clerk"));
      MessageId id = desk.confirm(draft);
      Outcome encrypted = desk.encrypt(id, typed, Watch.none());
      if (!encrypted.done()) {
        throw new IllegalStateException(encrypted.toString()); // every reason, with its cure
      }
      client.transmission().run(Watch.none()); // sends and receives
      return id;
    }
    // [readme]
  }
}
