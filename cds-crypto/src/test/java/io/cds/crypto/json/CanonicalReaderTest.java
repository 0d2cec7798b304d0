package io.cds.crypto.json;

import static io.cds.api.envelope.InvalidReason.JSON_FORM;
import static io.cds.api.envelope.InvalidReason.JSON_LIMIT;
import static io.cds.api.envelope.InvalidReason.VALUE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalReaderTest {

  private final CanonicalReader reader = new CanonicalReader(4096, 3);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"\":\"\"}",
        "{\"a\":1,\"b\":[true,false,-1,\"x\",{}],\"c\":{\"d\":[]}}",
        "{\"a\":9007199254740991,\"b\":-9007199254740991,\"c\":0}",
        "{\"€\":\"€\u007f/\",\"\uD83D\uDE00\":\"離校𠮷\",\"\uFB33\":\"\"}",
        "{\"a\":\"\\b\\t\\n\\f\\r\\\"\\\\\\u0000\\u001f\"}",
      })
  void canonicalOctetsAreReadAndWrittenTheSame(String json) {
    byte[] octets = json.getBytes(UTF_8);
    assertThat(CanonicalJson.octets(reader.object(octets))).isEqualTo(octets);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " {}",
        "{} ",
        "{}{}",
        "[]",
        "1",
        "{\"a\":1,\"a\":1}",
        "{\"b\":1,\"a\":1}",
        "{\"\uFB33\":1,\"\uD83D\uDE00\":1}",
        "{\"a\" :1}",
        "{\"a\":1,}",
        "{\"a\":1",
        "{\"a\"}",
        "{\"a\":01}",
        "{\"a\":-0}",
        "{\"a\":+1}",
        "{\"a\":\"\\/\"}",
        "{\"a\":\"\\u0041\"}",
        "{\"a\":\"\\u001F\"}",
        "{\"a\":\"\u0001\"}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":NaN}",
        "{\"a\":1}//",
        "\uFEFF{}",
      })
  void otherOctetsAreRefused(String json) {
    assertThat(reason(json.getBytes(UTF_8))).isEqualTo(JSON_FORM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":null}",
        "{\"a\":1.0}",
        "{\"a\":1e2}",
        "{\"a\":9007199254740992}",
        "{\"a\":-9007199254740992}",
        "{\"a\":\"\\ud800\"}",
      })
  void valuesWithoutAFormAreRefused(String json) {
    assertThat(reason(json.getBytes(UTF_8))).isIn(VALUE, JSON_FORM);
  }

  @Test
  void otherEncodingsAreRefused() {
    assertThat(reason("{}".getBytes(UTF_16BE))).isEqualTo(JSON_FORM);
    assertThat(reason("{\"a\":\"\u00e9\"}".getBytes(ISO_8859_1))).isEqualTo(JSON_FORM);
    byte[] overlong = {'{', '"', 'a', '"', ':', '"', (byte) 0xc1, (byte) 0x81, '"', '}'};
    assertThat(reason(overlong)).isEqualTo(JSON_FORM);
    byte[] surrogate = {
      '{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'
    };
    assertThat(reason(surrogate)).isIn(JSON_FORM, VALUE);
  }

  @Test
  void l13NestingAndLengthAreBounded() {
    assertThat(reader.object("{\"a\":{\"b\":{}}}".getBytes(UTF_8)).members()).hasSize(1);
    assertThat(reason("{\"a\":{\"b\":{\"c\":{}}}}".getBytes(UTF_8))).isEqualTo(JSON_LIMIT);
    assertThat(reason(("{\"a\":" + "[".repeat(100_000)).getBytes(UTF_8))).isEqualTo(JSON_LIMIT);
    assertThat(reason(("{\"a\":1" + "1".repeat(1_000) + "}").getBytes(UTF_8)))
        .isEqualTo(JSON_LIMIT);
  }

  @Test
  void messagesDoNotRepeatTheOctets() {
    InvalidEnvelopeException thrown = refusal("{\"name\":陳大文}".getBytes(UTF_8));
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      assertThat(t.toString()).doesNotContain("陳", "name");
    }
  }

  @Test
  void aWriterRefusesWhatHasNoForm() {
    assertThatThrownBy(() -> CanonicalJson.octets(new JsonObject().put("a", 1L << 53)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.octets(new JsonObject().put("a", "\ud800x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.octets(new JsonObject().put("a", List.of(1.5))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new JsonObject().put("a", 1).put("a", 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private InvalidReason reason(byte[] octets) {
    return refusal(octets).reason();
  }

  private InvalidEnvelopeException refusal(byte[] octets) {
    InvalidEnvelopeException thrown =
        catchThrowableOfType(InvalidEnvelopeException.class, () -> reader.object(octets));
    assertThat(thrown).isNotNull();
    return thrown;
  }
}
