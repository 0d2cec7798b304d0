package io.cds.core;

import io.cds.api.CdsClient;
import io.cds.api.CdsHub;
import io.cds.api.spi.EngineProvider;
import io.cds.core.client.ClientBuilder;
import io.cds.core.hub.HubBuilder;

/** The engine that ServiceLoader finds. */
public final class CoreEngine implements EngineProvider {
  /** For ServiceLoader. */
  public CoreEngine() {}

  @Override
  public String name() {
    return "core";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public CdsClient.Builder clientBuilder() {
    return new ClientBuilder();
  }

  @Override
  public CdsHub.Builder hubBuilder() {
    return new HubBuilder();
  }
}
