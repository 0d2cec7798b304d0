package io.cds.api.spi;

import io.cds.api.CdsClient;
import io.cds.api.CdsHub;

/** Makes clients and hubs. Implemented by cds-core; exactly one must be on the path. */
public interface EngineProvider extends Provider {
  /** A fresh builder. */
  CdsClient.Builder clientBuilder();

  /** A fresh builder. */
  CdsHub.Builder hubBuilder();

  /**
   * The one engine on the path. @throws CdsException {@code PROVIDER_MISSING} or {@code
   * PROVIDER_MISMATCH}
   */
  static EngineProvider load() {
    return Providers.one(EngineProvider.class);
  }
}
