package io.cds.examples;

import io.cds.api.Actor;
import io.cds.api.Attachment;
import io.cds.api.CdsClient;
import io.cds.api.Desk;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.MessageId;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.Watch;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sends one file to one party. */
public final class Send {
  private Send() {}

  /** Arguments: party, folder, hub address, passphrase, recipient, file. */
  public static void main(String[] a) throws Exception {
    SmallHost.inPlainWords();
    Path file = Path.of(a[5]);
    try (CdsClient client =
        SmallHost.client(a[0], Path.of(a[1]), URI.create(a[2]), SmallHost.typed(a[3])).build()) {
      Desk desk = client.as(Actor.of("clerk"));
      Attachment attachment =
          new Attachment(
              file.getFileName().toString(),
              "application/octet-stream",
              Source.of(Files.size(file), () -> Files.newInputStream(file)));
      Heading heading = Heading.of("STUDENT", "FORM-A", "Departed pupils");
      MessageId id = desk.confirm(Draft.to(PartyCode.of(a[4]), heading, List.of(attachment)));
      System.out.println(desk.encrypt(id, SmallHost.typed(a[3]), Watch.none()));
      System.out.println(client.transmission().run(Watch.none()));
      System.out.println(id + " " + desk.outgoing(id).orElseThrow().status());
    }
  }
}
