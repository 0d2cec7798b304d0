package io.cds.examples;

import io.cds.api.Actor;
import io.cds.api.CdsClient;
import io.cds.api.Watch;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes in a .zip that came by hand; the same message by both roads counts once. */
public final class ImportZip {
  private ImportZip() {}

  /** Arguments: party, folder, hub address, passphrase, file. */
  public static void main(String[] a) throws Exception {
    SmallHost.inPlainWords();
    try (CdsClient client =
            SmallHost.client(a[0], Path.of(a[1]), URI.create(a[2]), SmallHost.typed(a[3])).build();
        InputStream in = Files.newInputStream(Path.of(a[4]))) {
      client
          .as(Actor.of("clerk"))
          .importZip(in, Watch.none())
          .entries()
          .forEach(System.out::println);
    }
  }
}
