package io.cds.transport.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://Hub.Example, https://hub.example, hub.example",
    "https://hub.example:443/cds/, https://hub.example/cds, hub.example",
    "https://hub.example:8443, https://hub.example:8443, hub.example:8443",
    "' http://localhost:80/ ', http://localhost, localhost",
    "http://127.8.9.1:81, http://127.8.9.1:81, 127.8.9.1:81",
    "http://[::1]:81/x, http://[::1]:81/x, [::1]:81"
  })
  void anAddressHasOneSpelling(String text, String base, String authority) {
    HubAddress address = HubAddress.parse(text, false);

    assertThat(address.base()).hasToString(base);
    assertThat(address.authority()).isEqualTo(authority);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hub.example",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://10.0.0.1",
        "HTTP://128.0.0.1"
      })
  void anAddressWithoutTlsIsForLoopbackOrByExplicitSetting(String text) {
    assertProblem(text, ProblemCode.INSECURE_ADDRESS);
    assertThat(HubAddress.parse(text, true).tls()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hub.example",
        "ftp://hub.example",
        "https:///path",
        "https://user:secret@hub.example",
        "https://hub.example/?x=1",
        "https://hub.example/#x",
        "https://hub example/"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertProblem(text, ProblemCode.HUB_WRONG_ADDRESS);
  }

  @Test
  void aPasswordInAnAddressIsNotRepeated() {
    assertThatThrownBy(() -> HubAddress.parse("https://user:secret@hub.example", false))
        .hasMessageNotContaining("secret");
  }

  private static void assertProblem(String text, ProblemCode code) {
    assertThatThrownBy(() -> HubAddress.parse(text, false))
        .isInstanceOf(CdsException.class)
        .extracting(e -> ((CdsException) e).problem().code())
        .isEqualTo(code);
  }
}
