package io.cds.testkit.transport;

import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Transport;
import io.cds.testkit.network.FaultyTransport;
import io.cds.testkit.network.LoopbackTransport;
import java.util.Optional;

/** Without faults it is the other transport. */
class FaultyTransportContractTest extends TransportContract {
  private volatile Optional<HubEndpoint> served = Optional.empty();

  @Override
  protected void serve(HubEndpoint endpoint) {
    served = Optional.of(endpoint);
  }

  @Override
  protected void goAway() {
    served = Optional.empty();
  }

  @Override
  protected Transport connect() {
    return new FaultyTransport(LoopbackTransport.to(() -> served));
  }
}
