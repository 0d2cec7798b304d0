package io.cds.transport.http;

import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Transport;
import io.cds.transport.http.hub.HubSettings;
import io.cds.transport.http.jetty.HubServer;
import java.io.IOException;

/** A hub on a free loopback port, under a base path. */
record ServedHub(HubServer server) {
  static ServedHub start(HubEndpoint endpoint) throws IOException {
    return new ServedHub(
        HubServer.start(
            endpoint,
            HubServer.Place.loopback(0),
            HubSettings.defaults().withBasePath("/authority/cds")));
  }

  Transport connect() {
    return HttpTransport.to(server.address());
  }
}
