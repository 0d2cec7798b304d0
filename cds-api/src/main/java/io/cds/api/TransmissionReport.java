package io.cds.api;

import java.util.List;

/**
 * What one run did.
 *
 * @param sent messages that the hub accepted
 * @param received messages that were stored
 * @param receipts receipts that were taken in
 * @param posted receipts that were handed over
 * @param problems what went wrong, the last one last
 */
public record TransmissionReport(
    int sent, int received, int receipts, int posted, List<Problem> problems) {
  /** Copies. */
  public TransmissionReport {
    problems = List.copyOf(problems);
  }
}
