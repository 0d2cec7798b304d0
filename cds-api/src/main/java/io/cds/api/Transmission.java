package io.cds.api;

/** The meeting with the hub. Only called. */
public interface Transmission {
  /**
   * One ad hoc run (即時傳送) on the calling thread that both receives and sends: posts receipts, sends
   * what is PROCESSING, takes in what waits, refreshes the directory. Ends when nothing is left
   * that could be done now.
   *
   * <p>Never throws for the network: the report shows the last problem. Safe to call from several
   * threads and processes: work is leased.
   */
  TransmissionReport run(Watch watch);
}
