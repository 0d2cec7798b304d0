package io.cds.examples;

import io.cds.api.Action;
import io.cds.api.Actor;
import io.cds.api.CdsClient;
import io.cds.api.Desk;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Problem;
import io.cds.api.Watch;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Saves a message that could not be sent as .zip, for the offline road. */
public final class Export {
  private Export() {}

  /** Arguments: party, folder, hub address, passphrase, message id, file to write. */
  public static void main(String[] a) throws Exception {
    SmallHost.inPlainWords();
    try (CdsClient client =
        SmallHost.client(a[0], Path.of(a[1]), URI.create(a[2]), SmallHost.typed(a[3])).build()) {
      Desk desk = client.as(Actor.of("clerk"));
      MessageId id = MessageId.of(a[4]);
      // Asked first, for opening the file empties one that is there.
      List<Problem> reasons = desk.whyNot(Action.EXPORT, new MessageKey(client.party(), id));
      reasons.forEach(System.out::println);
      if (reasons.isEmpty()) {
        try (OutputStream out = Files.newOutputStream(Path.of(a[5]))) {
          System.out.println(desk.export(id, out, Watch.none()));
        }
      }
    }
  }
}
