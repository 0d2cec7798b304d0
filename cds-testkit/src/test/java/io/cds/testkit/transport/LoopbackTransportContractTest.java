package io.cds.testkit.transport;

import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Transport;
import io.cds.testkit.network.LoopbackTransport;
import java.util.Optional;

/** What comes by the loop comes as by a network. */
class LoopbackTransportContractTest extends TransportContract {
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
    return LoopbackTransport.to(() -> served);
  }
}
