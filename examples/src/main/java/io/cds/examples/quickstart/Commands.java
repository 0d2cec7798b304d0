package io.cds.examples.quickstart;

import java.io.PrintStream;
import java.nio.file.Path;

/** The commands of {@code docs/envelope-v1.md} that open the exported .zip without this library. */
final class Commands {
  private Commands() {}

  static void print(Folders folders, PrintStream screen) {
    Path root = folders.root();
    screen.println();
    screen.println("What is where:");
    screen.println("  " + folders.in() + "  what was sent");
    screen.println("  " + folders.out() + "  what EDB imported");
    screen.println("  " + folders.exportZip() + "  the same message for the offline road");
    screen.println("  " + folders.keys() + "  the demo's keys, certificates and root");
    screen.println();
    screen.println(
        "Open it without this library (docs/envelope-v1.md, section 13; copy and paste):");
    screen.println();
    screen.println("  cd " + root + " && mkdir -p by-hand && cd by-hand");
    screen.println("  unzip -qoj ../export.zip '*/routing.p7s' '*/manifest.p7m'");
    screen.println("  openssl x509 -in ../keys/root.pem -outform DER | openssl dgst -sha256");
    screen.println(
        "  openssl cms -verify -cades -binary -inform DER -in routing.p7s -certfile ../keys/010300-sign.cert.pem"
            + " -CAfile ../keys/root.pem -out routing.json");
    screen.println("  openssl dgst -sha256 manifest.p7m");
    screen.println(
        "  openssl cms -decrypt -binary -inform DER -in manifest.p7m -recip ../keys/EDB-open.cert.pem"
            + " -inkey ../keys/EDB-open.key.pem -out manifest.bin");
    screen.println("  tail -c +33 manifest.bin | tee manifest.json | openssl dgst -sha256");
    screen.println(
        "  node ../../../docs/envelope-reader.mjs open ../export.zip --root ../keys/root.pem --certs ../keys"
            + " --key ../keys/EDB-open.key.pem --cert ../keys/EDB-open.cert.pem --out opened");
  }
}
