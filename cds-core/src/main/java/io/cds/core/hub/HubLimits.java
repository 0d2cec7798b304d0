package io.cds.core.hub;

import java.time.Duration;

/**
 * The limits of a hub.
 *
 * @param routing most octets of a routing record as signed (32 KiB)
 * @param manifest most octets of a manifest as sealed (4 MiB)
 * @param content most octets of a content (64 GiB)
 * @param receipt most octets of a receipt (16 KiB)
 * @param items most envelopes, receipts or parties in one call (100)
 * @param batch most octets of content in one {@code submit} (16 MiB)
 * @param page octets of heads and contents after which a page of a mailbox ends (8 MiB)
 * @param longestWait longest time that {@code list} holds a call (60 s)
 * @param glance how often a held call looks into the store (250 ms)
 * @param ahead how far a sender's clock may be ahead of the hub's (5 min)
 * @param codeLife how long an enrolment code may be used (30 days)
 * @param codeFailures wrong requests after which an enrolment code dies (5)
 * @param answerLife how long a directory answer counts (24 h)
 * @param orphanAge how long content without a message is kept for a sender to go on (7 days)
 * @param tick how often a started hub does what is due (5 s)
 * @param remembered how long after its time to live a message is known, that a duplicate is still
 *     recognised (30 days)
 */
record HubLimits(
    int routing,
    int manifest,
    long content,
    int receipt,
    int items,
    long batch,
    long page,
    Duration longestWait,
    Duration glance,
    Duration ahead,
    Duration codeLife,
    int codeFailures,
    Duration answerLife,
    Duration orphanAge,
    Duration tick,
    Duration remembered) {

  static HubLimits defaults() {
    return new HubLimits(
        32 << 10,
        4 << 20,
        64L << 30,
        16 << 10,
        100,
        16 << 20,
        8 << 20,
        Duration.ofSeconds(60),
        Duration.ofMillis(250),
        Duration.ofMinutes(5),
        Duration.ofDays(30),
        5,
        Duration.ofHours(24),
        Duration.ofDays(7),
        Duration.ofSeconds(5),
        Duration.ofDays(30));
  }

  /** The same with another limit for the content of a message. */
  HubLimits withContent(long most) {
    return new HubLimits(
        routing,
        manifest,
        most,
        receipt,
        items,
        batch,
        page,
        longestWait,
        glance,
        ahead,
        codeLife,
        codeFailures,
        answerLife,
        orphanAge,
        tick,
        remembered);
  }

  /** The same with another time between two ticks. */
  HubLimits withTick(Duration every) {
    return new HubLimits(
        routing,
        manifest,
        content,
        receipt,
        items,
        batch,
        page,
        longestWait,
        glance,
        ahead,
        codeLife,
        codeFailures,
        answerLife,
        orphanAge,
        every,
        remembered);
  }
}
