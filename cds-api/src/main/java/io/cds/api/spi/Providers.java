package io.cds.api.spi;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import java.util.ServiceLoader;

/** Finds providers by ServiceLoader and refuses those of another version. */
public final class Providers {
  private Providers() {}

  /**
   * The first provider of this type. @throws CdsException {@code PROVIDER_MISSING} or {@code
   * PROVIDER_MISMATCH}
   */
  public static <P extends Provider> P one(Class<P> type) {
    return ServiceLoader.load(type)
        .findFirst()
        .map(Providers::checked)
        .orElseThrow(
            () -> new CdsException(Problem.of(ProblemCode.PROVIDER_MISSING, type.getSimpleName())));
  }

  /**
   * The same provider, if it was made for this SPI version. @throws CdsException {@code
   * PROVIDER_MISMATCH}, with both versions
   */
  public static <P extends Provider> P checked(P provider) {
    if (provider.spiVersion() != Provider.SPI_VERSION) {
      throw new CdsException(
          Problem.of(
              ProblemCode.PROVIDER_MISMATCH,
              provider.name()
                  + " has SPI version "
                  + provider.spiVersion()
                  + ", this API "
                  + Provider.SPI_VERSION));
    }
    return provider;
  }
}
