package io.cds.testkit.transport;

import io.cds.api.spi.Enrolment;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Transport;
import io.cds.testkit.Faulty;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A transport with one thing at fault.
 *
 * @param rule that it breaks
 * @param words that tell its author so
 * @param around puts the fault around a good transport
 * @param patience of the rule
 */
record TransportFault(
    String rule, String words, UnaryOperator<Transport> around, Duration patience) {
  static TransportFault breaking(String rule, String words, UnaryOperator<Transport> around) {
    return new TransportFault(rule, words, around, Duration.ofSeconds(20));
  }

  /** One method of its mailboxes is at fault. */
  static TransportFault mailbox(String rule, String words, String method, Faulty.Fault fault) {
    return breaking(
        rule,
        words,
        good ->
            Faulty.with(
                Transport.class,
                good,
                "mailbox",
                (right, whose) ->
                    Faulty.with(Mailbox.class, (Mailbox) right.with(whose), method, fault)));
  }

  /** One method of registration is at fault. */
  static TransportFault enrolment(String rule, String words, String method, Faulty.Fault fault) {
    return breaking(
        rule,
        words,
        good ->
            Faulty.with(
                Transport.class,
                good,
                "enrolment",
                (right, none) ->
                    Faulty.with(Enrolment.class, (Enrolment) right.with(), method, fault)));
  }

  /** The same for a rule that waits no longer than this. */
  TransportFault within(Duration most) {
    return new TransportFault(rule, words, around, most);
  }

  @Override
  public String toString() {
    return rule + ": " + words;
  }
}
