import io.cds.api.spi.EngineProvider;
import io.cds.core.CoreEngine;
import org.jspecify.annotations.NullMarked;

/**
 * The engine: it knows delivery and never the octets of a key.
 *
 * <p>It exports no package. A host reaches it through the builders of {@code io.cds.api}.
 */
@NullMarked
module io.cds.core {
  requires io.cds.api;
  requires com.fasterxml.jackson.databind;
  requires org.slf4j;
  requires static org.jspecify;

  provides EngineProvider with
      CoreEngine;
}
