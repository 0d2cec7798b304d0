package io.cds.api;

/**
 * The meeting with the hub. Only called.
 *
 * <p>Both verbs receive and send on the calling thread: they refresh the directory, post receipts,
 * send what is PROCESSING, and take in what waits. They end when nothing is left that could be done
 * now. They differ in what was put off after a failure.
 *
 * <p><b>Failure.</b> Never thrown for the network: the report shows the last problem.
 *
 * <p><b>Threading.</b> Safe for several threads and processes: work is leased.
 */
public interface Transmission {
  /**
   * An ad hoc run (即時傳送), for a person who asks for it: messages whose next attempt was put off are
   * tried at once. Each such try is one of {@link Settings#attempts()}, so a timer that calls this
   * uses them up within minutes of an outage; a timer calls {@link #runDue}. The hub is called
   * whatever {@link #contact()} says.
   */
  TransmissionReport run(Watch watch);

  /**
   * A scheduled run (設定時間輸送), for a timer, as often as the host likes: takes what is due, and
   * leaves what was put off until its wait ({@link Settings#firstBackOff()}) is over.
   *
   * <p>While {@link #contact()} is waiting it calls nobody, and the report shows why; then it makes
   * one call, and goes on only if the hub answers. What could not be offered because the hub cannot
   * be called uses up no attempt: {@link Settings#sendWindow()} alone ends it.
   */
  TransmissionReport runDue(Watch watch);

  /** How the last transmissions met the hub. */
  HubContact contact();
}
