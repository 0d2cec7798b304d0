package io.cds.api;

import java.time.Duration;
import java.util.List;

/**
 * A message that a person or a module prepares; not yet in CDS, so without a status.
 *
 * <p>What stands here about recipients and time is demanded when a draft is made; names, number and
 * size of attachments are findings of {@link Desk#check}.
 *
 * @param recipients 1 to 64, no party twice
 * @param heading its clear fields
 * @param attachments 0 to 10,000 files, together at most 64 GiB, no two names equal after NFC and
 *     lower case
 * @param timeToLive how long after sealing it may be delivered, at most 366 days
 * @param test marks a message that exercises the system and carries no real data
 */
public record Draft(
    List<Recipient> recipients,
    Heading heading,
    List<Attachment> attachments,
    Duration timeToLive,
    boolean test) {

  /** Validates and copies. @throws IllegalArgumentException naming what is out of range */
  public Draft {
    recipients = List.copyOf(recipients);
    attachments = List.copyOf(attachments);
    if (recipients.isEmpty() || recipients.size() > 64) {
      throw new IllegalArgumentException(
          "Draft has ["
              + recipients.size()
              + "] recipients; expected 1 to 64, send several messages for more");
    }
    if (recipients.stream().map(Recipient::party).distinct().count() != recipients.size()) {
      throw new IllegalArgumentException("Draft names a recipient twice; expected each party once");
    }
    if (timeToLive.isNegative()
        || timeToLive.isZero()
        || timeToLive.compareTo(Duration.ofDays(366)) > 0) {
      throw new IllegalArgumentException(
          "Draft lives [" + timeToLive + "]; expected more than zero and at most 366 days");
    }
  }

  /** A draft to one original recipient that lives 90 days. */
  public static Draft to(PartyCode recipient, Heading heading, List<Attachment> attachments) {
    return new Draft(
        List.of(Recipient.original(recipient)), heading, attachments, Duration.ofDays(90), false);
  }
}
