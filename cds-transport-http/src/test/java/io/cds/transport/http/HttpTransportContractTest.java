package io.cds.transport.http;

import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Transport;
import io.cds.testkit.transport.TransportContract;
import java.io.IOException;

class HttpTransportContractTest extends TransportContract {
  private ServedHub served;

  @Override
  protected void serve(HubEndpoint endpoint) throws IOException {
    served = ServedHub.start(endpoint);
  }

  @Override
  protected void goAway() {
    served.server().close();
  }

  @Override
  protected Transport connect() {
    return served.connect();
  }
}
