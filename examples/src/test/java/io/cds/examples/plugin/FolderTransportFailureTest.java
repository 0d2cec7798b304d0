package io.cds.examples.plugin;

import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Transport;
import io.cds.examples.folder.FolderHub;
import io.cds.examples.folder.FolderTransport;
import io.cds.testkit.transport.TransportFailureContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class FolderTransportFailureTest extends TransportFailureContract {
  @TempDir Path folder;
  private FolderHub served;

  @Override
  protected void serve(HubEndpoint endpoint) throws IOException {
    served = FolderHub.serve(endpoint, folder);
  }

  @Override
  protected void goAway() throws IOException {
    served.close();
  }

  @Override
  protected Transport connect() {
    return FolderTransport.through(folder);
  }
}
