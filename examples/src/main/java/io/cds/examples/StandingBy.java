package io.cds.examples;

import io.cds.api.Actor;
import io.cds.api.Attachment;
import io.cds.api.CdsClient;
import io.cds.api.Desk;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.Health;
import io.cds.api.MessageId;
import io.cds.api.PartyCode;
import io.cds.api.Schedule;
import io.cds.api.Source;
import io.cds.api.Watch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * Stays, and transmits by itself: at once what is named on standard input, a file a line; and what
 * arrived at half past seven, at one, and every half an hour. Stops when the input ends.
 */
public final class StandingBy {
  private StandingBy() {}

  /** Arguments: party, folder, hub address, passphrase, recipient. */
  public static void main(String[] a) throws Exception {
    SmallHost.inPlainWords();
    Schedule schedule =
        Schedule.at(ZoneId.of("Asia/Hong_Kong"), LocalTime.of(7, 30), LocalTime.of(13, 0))
            .polling(Duration.ofMinutes(30));
    try (CdsClient client =
        SmallHost.client(a[0], Path.of(a[1]), URI.create(a[2]), SmallHost.typed(a[3]))
            .schedule(schedule)
            .build()) {
      for (Health.Finding finding : client.health(Watch.none()).findings()) {
        System.out.println(finding);
      }
      client.start();
      Desk desk = client.as(Actor.of("clerk"));
      BufferedReader names =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String name = names.readLine(); name != null; name = names.readLine()) {
        MessageId id = desk.confirm(draft(PartyCode.of(a[4]), Path.of(name)));
        System.out.println(id + " " + desk.encrypt(id, SmallHost.typed(a[3]), Watch.none()));
      }
      boolean ended = client.stop(Duration.ofSeconds(30));
      System.out.println(ended ? "stopped" : "a call to the hub is still under way");
      System.out.println(client.transmission().contact());
    }
  }

  private static Draft draft(PartyCode recipient, Path file) throws IOException {
    Attachment attachment =
        new Attachment(
            file.getFileName().toString(),
            "application/octet-stream",
            Source.of(Files.size(file), () -> Files.newInputStream(file)));
    return Draft.to(
        recipient, Heading.of("STUDENT", "FORM-A", "Departed pupils"), List.of(attachment));
  }
}
