package io.cds.examples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * How far a run is: its number, and the last step that was completed. A run that was killed is
 * taken up after that step; a completed one is followed by the next.
 */
final class Progress {
  private final Path file;
  private final Properties values = new Properties();

  private Progress(Path file) {
    this.file = file;
  }

  static Progress load(Path file) throws IOException {
    Progress progress = new Progress(file);
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        progress.values.load(in);
      }
    }
    return progress;
  }

  /** Number of the run, from 1. */
  int run() {
    return Integer.parseInt(values.getProperty("run", "0"));
  }

  /** Steps completed in this run. */
  int steps() {
    return Integer.parseInt(values.getProperty("steps", "0"));
  }

  boolean finished() {
    return run() == 0 || Boolean.parseBoolean(values.getProperty("finished", "false"));
  }

  void next() throws IOException {
    values.setProperty("run", String.valueOf(run() + 1));
    values.setProperty("steps", "0");
    values.setProperty("finished", "false");
    save();
  }

  void completed(int step) throws IOException {
    values.setProperty("steps", String.valueOf(step));
    save();
  }

  void finish() throws IOException {
    values.setProperty("finished", "true");
    save();
  }

  private void save() throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (OutputStream out = Files.newOutputStream(fresh)) {
      values.store(out, null);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
