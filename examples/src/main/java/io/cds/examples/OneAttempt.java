package io.cds.examples;

import io.cds.api.Actor;
import io.cds.api.Attachment;
import io.cds.api.CdsClient;
import io.cds.api.Desk;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.MessageId;
import io.cds.api.PartyCode;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.Watch;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Tries once to send a file and says SEND_FAIL at once where the hub is away: settings are the
 * host's.
 */
public final class OneAttempt {
  private OneAttempt() {}

  /** Arguments: party, folder, hub address, passphrase, recipient, file. Prints the message id. */
  public static void main(String[] a) throws Exception {
    SmallHost.inPlainWords();
    Path file = Path.of(a[5]);
    Settings once = Settings.defaults().retrying(1, Duration.ofSeconds(1), Duration.ofSeconds(1));
    try (CdsClient client =
        SmallHost.client(a[0], Path.of(a[1]), URI.create(a[2]), SmallHost.typed(a[3]))
            .settings(once)
            .build()) {
      Desk desk = client.as(Actor.of("clerk"));
      Source content = Source.of(Files.size(file), () -> Files.newInputStream(file));
      MessageId id =
          desk.confirm(
              Draft.to(
                  PartyCode.of(a[4]),
                  Heading.of("STUDENT", "FORM-A", "Departed pupils"),
                  List.of(new Attachment("file.bin", "application/octet-stream", content))));
      desk.encrypt(id, SmallHost.typed(a[3]), Watch.none());
      client.transmission().run(Watch.none());
      System.out.println(id);
    }
  }
}
