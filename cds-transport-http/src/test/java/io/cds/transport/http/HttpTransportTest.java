package io.cds.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.ProblemCode;
import io.cds.api.spi.Providers;
import io.cds.api.spi.Transport;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpTransportTest {
  @AfterEach
  void forget() {
    System.clearProperty(HttpTransport.ADDRESS_PROPERTY);
  }

  @Test
  void aTransportIsFoundByServiceLoaderWhenTheAddressIsSet() {
    System.setProperty(HttpTransport.ADDRESS_PROPERTY, "https://hub.example/cds");

    try (Transport transport = Providers.one(Transport.class)) {
      assertThat(transport.name()).isEqualTo("http");
      assertThat(transport.spiVersion()).isEqualTo(1);
    }
  }

  @Test
  void withoutAnAddressThePropertyIsNamed() {
    assertThatThrownBy(HttpTransport::new)
        .isInstanceOf(CdsException.class)
        .hasMessageContaining("cds.hub.address");
  }

  @Test
  void anAddressWithoutTlsIsRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(() -> HttpTransport.to(URI.create("http://hub.example")))
        .isInstanceOf(CdsException.class)
        .extracting(e -> ((CdsException) e).problem().code())
        .isEqualTo(ProblemCode.INSECURE_ADDRESS);
  }
}
