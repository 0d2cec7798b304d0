package io.cds.core.hub;

import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.testkit.Faulty;
import io.cds.testkit.MailboxNetwork;
import java.time.Duration;
import java.util.List;

/**
 * A mailbox with one thing at fault.
 *
 * @param rule that it breaks
 * @param words that tell its author so
 * @param method that is at fault
 * @param fault what happens instead
 * @param patience of the rule
 */
record MailboxFault(String rule, String words, String method, Fault fault, Duration patience) {
  /** What happens instead. */
  interface Fault {
    Object run(MailboxNetwork good, PartyCode self, Faulty.Call right, Object[] arguments)
        throws Throwable;
  }

  static MailboxFault breaking(String rule, String words, String method, Fault fault) {
    return new MailboxFault(rule, words, method, fault, Duration.ofSeconds(20));
  }

  /** The same for a rule that waits no longer than this. */
  MailboxFault within(Duration most) {
    return new MailboxFault(rule, words, method, fault, most);
  }

  /** A network whose mailboxes are at fault. */
  MailboxNetwork around(MailboxNetwork good) {
    return new MailboxNetwork() {
      @Override
      public Mailbox mailbox(PartyCode party) {
        return Faulty.with(
            Mailbox.class,
            good.mailbox(party),
            method,
            (right, arguments) -> fault.run(good, party, right, arguments));
      }

      @Override
      public Envelope seal(MessageKey key, int seal, byte[] clear, List<PartyCode> to) {
        return good.seal(key, seal, clear, to);
      }

      @Override
      public SignedReceipt delivered(MessageKey key, Envelope about, PartyCode by) {
        return good.delivered(key, about, by);
      }

      @Override
      public void close() {
        good.close();
      }
    };
  }

  @Override
  public String toString() {
    return rule + ": " + words;
  }
}
