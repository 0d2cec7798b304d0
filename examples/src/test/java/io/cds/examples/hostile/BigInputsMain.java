package io.cds.examples.hostile;

import static io.cds.examples.hostile.HostileScene.EDB;
import static io.cds.examples.hostile.HostileScene.EVIL;

import io.cds.api.Cursor;
import io.cds.api.Outcome;
import io.cds.api.Page;
import io.cds.api.Watch;
import io.cds.api.envelope.InvalidEnvelopeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts what is big, or says that it is, in front of a client whose heap is small. */
public final class BigInputsMain {
  private BigInputsMain() {}

  /** Argument: an empty folder. Prints a line for each input: its name and why it was refused. */
  public static void main(String[] arguments) throws IOException {
    try (Roads roads = new Roads(Path.of(arguments[0]))) {
      told("a million entries", roads, ZipFaults.endless(1_000_000));
      for (String part : List.of("routing.p7s", "manifest.p7m", "receipts/001.p7s")) {
        told("1 GB of " + part, roads, ZipFaults.endless(part));
      }
      Mail good = roads.mail(EVIL, EDB, 1);
      told(
          "1000:1 of a .zip", roads, new ByteArrayInputStream(ZipFaults.deflated(roads.zip(good))));
      Mail bomb = roads.scene.forger.inflated(good, EDB, 40_000_000);
      roads.serve(bomb);
      Outcome outcome =
          roads.edb().desk().decrypt(bomb.key(), roads.scene.real.person(), Watch.none());
      System.out.println("1000:1 of an attachment: " + outcome);
      AtomicInteger pages = new AtomicInteger();
      roads.scene.door.listing(
          Optional.of(
              cursor ->
                  new Page<>(
                      List.of(),
                      new Cursor(Integer.toString(1_000_000 + pages.incrementAndGet())),
                      true)));
      roads.edb().run();
      System.out.println("an endless list: " + pages + " pages");
      roads.scene.door.listing(Optional.empty());
      roads.assertUnharmed();
      System.out.println("unharmed");
    }
    System.exit(0);
  }

  private static void told(String name, Roads roads, InputStream zip) throws IOException {
    try {
      roads.edb().desk().importZip(zip, Watch.none());
      System.out.println(name + ": taken");
    } catch (InvalidEnvelopeException e) {
      System.out.println(name + ": " + e.reason());
    }
  }
}
