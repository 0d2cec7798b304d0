package io.cds.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the quickstart keeps what: everything below {@code target/quickstart}. */
record Folders(Path root) {
  static final String FORM_A = "FormA_010300_離校.xml";

  /** What was sent. */
  Path in() {
    return root.resolve("in");
  }

  /** What EDB imported. */
  Path out() {
    return root.resolve("out");
  }

  /** The demo's keys, certificates and the root, for the documented commands. */
  Path keys() {
    return root.resolve("keys");
  }

  Path exportZip() {
    return root.resolve("export.zip");
  }

  /** What a process keeps: its database and its vault. */
  Path state(String role) {
    return root.resolve("state").resolve(role);
  }

  /** How far this run is. */
  Path progress() {
    return root.resolve("state").resolve("run.properties");
  }

  /** Held by the process of this role, or by the run itself. */
  Path lock(String role) {
    return root.resolve("state").resolve(role + ".lock");
  }

  /** The letter with the enrolment code, as the authority would post it. */
  Path letter(String party) {
    return state("hub").resolve("letter-" + party + ".txt");
  }

  /** Files directly in a folder, by name. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** An empty folder. */
  static void renew(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(folder);
  }
}
