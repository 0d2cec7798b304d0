package io.cds.core.hub;

import io.cds.api.CdsHub;
import io.cds.api.spi.Mailbox;
import io.cds.testkit.MailboxContract;
import io.cds.testkit.MailboxNetwork;
import io.cds.testkit.fake.FakeCodec;
import io.cds.testkit.network.FaultyTransport;
import io.cds.testkit.network.LoopbackTransport;

/** The loop of the test kit, and the faulty one without faults, keep the contract of mailboxes. */
class LoopbackMailboxTest extends MailboxContract {
  @Override
  protected MailboxNetwork network() {
    return new InProcess(LoopbackMailboxTest::over, SCHOOL, OTHER_SCHOOL, AUTHORITY);
  }

  private static Mailbox over(CdsHub hub, Member member) {
    return new FaultyTransport(new LoopbackTransport(() -> hub))
        .mailbox(member.code, member.signer(), new FakeCodec());
  }
}
