package io.cds.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compares what was sent with what was imported, octet by octet. */
final class Comparison {
  private Comparison() {}

  static String of(Folders folders) throws IOException {
    List<Path> sent = Folders.files(folders.in());
    List<Path> imported = Folders.files(folders.out());
    if (sent.size() != imported.size()) {
      throw new QuickstartFailure(
          "[" + sent.size() + "] files were sent and [" + imported.size() + "] imported");
    }
    long octets = 0;
    for (Path file : sent) {
      Path other = folders.out().resolve(file.getFileName().toString());
      if (!Files.exists(other) || Files.mismatch(file, other) >= 0) {
        throw new QuickstartFailure(
            "File [" + file.getFileName() + "] is not the same at the far end");
      }
      octets += Files.size(file);
    }
    return sent.size() + " files, " + octets + " octets, byte-identical";
  }
}
