package io.cds.transport.http.servlet;

import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Transport;
import io.cds.testkit.transport.TransportFailureContract;
import io.cds.transport.http.HttpTransport;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** In a container of the host's. */
class HubServletFailureTest extends TransportFailureContract {
  @TempDir Path folder;
  private TomcatHub served;

  @Override
  protected void serve(HubEndpoint endpoint) throws IOException {
    served = new TomcatHub(endpoint, folder);
  }

  @Override
  protected void goAway() {
    served.close();
  }

  @Override
  protected Transport connect() {
    return HttpTransport.to(served.address());
  }
}
