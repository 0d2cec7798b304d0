package io.cds.api.spi;

/**
 * What ServiceLoader finds, or a host hands to a builder. Implemented by plugins.
 *
 * <p>A provider of another SPI version is refused at {@code build()} with both versions.
 */
public interface Provider {
  /** The SPI version of this API. */
  int SPI_VERSION = 1;

  /** A short name for logs and health, such as {@code sqlite}. */
  String name();

  /**
   * The SPI version that it was made for: a literal, not {@link #SPI_VERSION}, so that it tells the
   * truth after an upgrade.
   */
  int spiVersion();
}
