package io.cds.examples;

import io.cds.api.CdsClient;
import io.cds.api.EnrolmentCode;
import io.cds.api.Watch;
import io.cds.api.envelope.Sha256;
import java.net.URI;
import java.nio.file.Path;

/** Registers a party with its hub, once, by the authority's letter. */
public final class Register {
  private Register() {}

  /** Arguments: party, folder, hub address, enrolment code, SHA-256 of the root, passphrase. */
  public static void main(String[] a) throws Exception {
    SmallHost.inPlainWords();
    try (CdsClient client =
        SmallHost.client(a[0], Path.of(a[1]), URI.create(a[2]), SmallHost.typed(a[5])).build()) {
      client
          .registration()
          .register(
              EnrolmentCode.parse(a[3]), new Sha256(a[4]), SmallHost.typed(a[5]), Watch.none());
      client
          .registration()
          .keys()
          .forEach(key -> System.out.println(key.use() + " until " + key.notAfter()));
    }
  }
}
