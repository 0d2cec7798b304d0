package io.cds.testkit;

import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import java.util.List;

/**
 * A hub with registered parties, as {@link MailboxContract} needs it. Implemented by whoever proves
 * a mailbox: the engine itself, or a transport in front of it.
 */
public interface MailboxNetwork extends AutoCloseable {
  /** A fresh mailbox of a registered party, over the road that is to be proved. */
  Mailbox mailbox(PartyCode party);

  /**
   * A message sealed by its sender's keys.
   *
   * @param seal 1, or higher when a message of this key was sealed before
   * @param clear one attachment; the sealed content may be longer
   */
  Envelope seal(MessageKey key, int seal, byte[] clear, List<PartyCode> to);

  /** DELIVERED about an envelope, signed by this party. */
  SignedReceipt delivered(MessageKey key, Envelope about, PartyCode by);

  @Override
  void close();
}
