package io.cds.examples.hub;

import io.cds.api.CdsHub;
import io.cds.api.spi.Transport;
import io.cds.testkit.MailboxContract;
import io.cds.testkit.MailboxNetwork;
import io.cds.transport.http.HttpTransport;
import io.cds.transport.http.hub.HubSettings;
import io.cds.transport.http.jetty.HubServer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The hub keeps the contract of its mailboxes over HTTP, with real keys and envelopes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HubOverHttpTest extends MailboxContract {
  private RealHub real;

  @BeforeAll
  void register(@TempDir Path folder) {
    real = new RealHub(folder);
    real.register(SCHOOL);
    real.register(OTHER_SCHOOL);
    real.register(AUTHORITY);
  }

  @Override
  protected MailboxNetwork network() throws Exception {
    CdsHub hub = real.over(real.store());
    HubServer server =
        HubServer.start(hub.endpoint(), HubServer.Place.loopback(0), HubSettings.defaults());
    Transport transport = HttpTransport.to(server.address());
    return new RealNetwork(
        real,
        hub,
        party -> transport.mailbox(party.code, party, real.codec),
        () -> {
          transport.close();
          server.close();
        });
  }
}
