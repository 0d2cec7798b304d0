package io.cds.examples.hostile;

import io.cds.api.envelope.InvalidReason;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the library wrote into the log of this process. */
final class LocalLog extends Handler {
  private final Logger logger = Logger.getLogger("io.cds");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  LocalLog() {
    logger.addHandler(this);
  }

  void clear() {
    lines.clear();
  }

  /** Whether a line names this very reason. */
  boolean names(InvalidReason reason) {
    return lines.stream().anyMatch(line -> line.matches("(?s).*\\b" + reason + "\\b.*"));
  }

  @Override
  public void publish(LogRecord record) {
    lines.add(record.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
