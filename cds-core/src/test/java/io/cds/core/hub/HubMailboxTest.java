package io.cds.core.hub;

import io.cds.testkit.MailboxContract;
import io.cds.testkit.MailboxNetwork;

/** The hub itself keeps the contract of its mailboxes. */
class HubMailboxTest extends MailboxContract {
  @Override
  protected MailboxNetwork network() {
    return new InProcess(SCHOOL, OTHER_SCHOOL, AUTHORITY);
  }
}
