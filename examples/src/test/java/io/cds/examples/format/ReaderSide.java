package io.cds.examples.format;

import io.cds.api.KeyUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a stranger would do: runs docs/envelope-reader.mjs. */
final class ReaderSide {
  private static final Path READER = Path.of("../docs/envelope-reader.mjs").toAbsolutePath();

  private final PemNet net;
  private final Path folder;

  ReaderSide(PemNet net, Path folder) {
    this.net = net;
    this.folder = folder;
  }

  /** Proves a .zip. */
  Command verify(Path zip) throws IOException {
    return run(
        "verify", zip.toString(), "--root", net.root().toString(), "--certs", certificates());
  }

  /** Opens a .zip as this party. */
  Command open(Path zip, String self, Path out) throws IOException {
    return run(
        "open",
        zip.toString(),
        "--root",
        net.root().toString(),
        "--certs",
        certificates(),
        "--key",
        net.key(self, KeyUse.OPEN).toString(),
        "--cert",
        net.certificate(self, KeyUse.OPEN).toString(),
        "--out",
        out.toString());
  }

  /** Makes a message of 010300 to EDB of these files, with members forged as JSON says. */
  Command make(Path zip, String forged, List<Path> files) throws IOException {
    var words =
        new ArrayList<>(
            List.of(
                "make",
                "--sign-key",
                net.key("010300", KeyUse.SIGN).toString(),
                "--sign-cert",
                net.certificate("010300", KeyUse.SIGN).toString(),
                "--to-cert",
                net.certificate("EDB", KeyUse.OPEN).toString(),
                "--copy-cert",
                net.certificate("KLN.2", KeyUse.OPEN).toString(),
                "--root",
                net.root().toString(),
                "--heading",
                "{\"typeCode\":\"FORM_A\",\"description\":\"離校𠮷\",\"priority\":\"URGENT\"}",
                "--out",
                zip.toString()));
    if (!forged.isEmpty()) {
      words.addAll(List.of("--forge", forged));
    }
    files.forEach(file -> words.add(file.toString()));
    return run(words.toArray(String[]::new));
  }

  /** Judges the corpus of vectors. */
  Command vectors(Path corpus) throws IOException {
    return run("vectors", corpus.toAbsolutePath().toString());
  }

  private String certificates() {
    return net.certificates().toString();
  }

  private Command run(String... words) throws IOException {
    var command = new ArrayList<>(List.of("node", READER.toString()));
    command.addAll(List.of(words));
    return Command.run(folder, command);
  }
}
