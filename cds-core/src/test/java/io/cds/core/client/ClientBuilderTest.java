package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.KeyAccess;
import io.cds.api.PartyCode;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.Provider;
import io.cds.api.spi.Transport;
import io.cds.api.store.Store;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientBuilderTest {

  private final List<String> called = new ArrayList<>();

  @Test
  void theCodecWarmsUpOnTheHostsExecutorAndOnlyThere() {
    List<Runnable> tasks = new ArrayList<>();
    new ClientBuilder()
        .party(PartyCode.of("010300"))
        .store(part(Store.class))
        .vault(part(KeyVault.class))
        .transport(part(Transport.class))
        .unattended(KeyAccess.passphrase("secret".toCharArray()))
        .codec(part(EnvelopeCodec.class))
        .warmUp(tasks::add)
        .build();
    assertThat(tasks).hasSize(1);
    assertThat(called).doesNotContain("warmUp");
    tasks.get(0).run();
    assertThat(called).contains("warmUp");
  }

  /** A part that only tells its version and notes what is called. */
  private <P extends Provider> P part(Class<P> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              called.add(method.getName());
              return method.getReturnType() == int.class ? Provider.SPI_VERSION : null;
            }));
  }
}
