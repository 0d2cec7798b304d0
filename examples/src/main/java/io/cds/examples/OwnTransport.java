package io.cds.examples;

import io.cds.api.Actor;
import io.cds.api.Attachment;
import io.cds.api.CdsClient;
import io.cds.api.CdsHub;
import io.cds.api.Cursor;
import io.cds.api.Draft;
import io.cds.api.EnrolmentCode;
import io.cds.api.Heading;
import io.cds.api.IncomingMessage;
import io.cds.api.KeyAccess;
import io.cds.api.MessageId;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.examples.folder.FolderHub;
import io.cds.examples.folder.FolderTransport;
import io.cds.store.jdbc.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** A hub and two parties that meet in a shared folder, by a transport of our own. */
public final class OwnTransport {
  private OwnTransport() {}

  /** Arguments: empty folder, passphrase, file to send. */
  @SuppressWarnings("try") // the hub's side answers by itself
  public static void main(String[] a) throws Exception {
    Path folder = Path.of(a[0]);
    KeyAccess secret = SmallHost.typed(a[1]);
    Path shared = Files.createDirectories(folder.resolve("shared"));
    try (CdsHub hub = RunHub.found(Files.createDirectories(folder.resolve("hub")), secret);
        FolderHub served = FolderHub.serve(hub.endpoint(), shared);
        CdsClient school = party(hub, "010300", folder, shared, secret);
        CdsClient authority = party(hub, "EDB", folder, shared, secret)) {
      MessageId id = send(school, authority.party(), Path.of(a[2]), secret);
      System.out.println("school " + school.transmission().run(Watch.none()));
      System.out.println("authority " + authority.transmission().run(Watch.none()));
      for (IncomingMessage message :
          authority.as(Actor.of("clerk")).incoming(Cursor.START, 100).items()) {
        System.out.println(
            authority.as(Actor.of("clerk")).decrypt(message.key(), secret, Watch.none()));
      }
      authority.transmission().run(Watch.none());
      school.transmission().run(Watch.none());
      System.out.println(
          id + " " + school.as(Actor.of("clerk")).outgoing(id).orElseThrow().status());
    }
  }

  /** A registered party; only its transport differs from the other programs'. */
  private static CdsClient party(
      CdsHub hub, String code, Path folder, Path shared, KeyAccess secret) throws IOException {
    Path state = Files.createDirectories(folder.resolve(code));
    CdsClient client =
        CdsClient.builder()
            .party(PartyCode.of(code))
            .store(SqliteStore.open(state.resolve("cds.sqlite")))
            .vault(Pkcs12Vault.open(state.resolve("vault"), Clock.systemUTC(), new SecureRandom()))
            .transport(FolderTransport.through(shared))
            .unattended(secret)
            .build();
    EnrolmentCode letter = hub.admit(PartyCode.of(code), code, code, Actor.of("staff"));
    client.registration().register(letter, hub.identity().net(), secret, Watch.none());
    return client;
  }

  private static MessageId send(CdsClient school, PartyCode to, Path file, KeyAccess secret)
      throws IOException {
    Attachment attachment =
        new Attachment(
            file.getFileName().toString(),
            "application/octet-stream",
            Source.of(Files.size(file), () -> Files.newInputStream(file)));
    Heading heading = Heading.of("STUDENT", "FORM-A", "Departed pupils");
    MessageId id = school.as(Actor.of("clerk")).confirm(Draft.to(to, heading, List.of(attachment)));
    System.out.println(school.as(Actor.of("clerk")).encrypt(id, secret, Watch.none()));
    return id;
  }
}
