package io.cds.api;

import java.util.List;

/**
 * What one run did.
 *
 * @param sent messages that the hub accepted
 * @param received messages that were stored (not those that became RECEIVED)
 * @param receipts receipts from others that count, repeated ones among them
 * @param posted own receipts that were handed over, repeated ones among them
 * @param problems what went wrong, the last one last
 */
public record TransmissionReport(
    int sent, int received, int receipts, int posted, List<Problem> problems) {
  /** Copies. */
  public TransmissionReport {
    problems = List.copyOf(problems);
  }
}
