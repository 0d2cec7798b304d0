package io.cds.transport.http.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The octets that are signed (RFC 9421 2.5). */
final class SignatureBase {
  private SignatureBase() {}

  static byte[] octets(SignatureInput input, Components message) throws SignatureFault {
    StringBuilder base = new StringBuilder();
    for (String name : input.components()) {
      base.append('"').append(name).append("\": ").append(value(name, message)).append('\n');
    }
    base.append("\"@signature-params\": ").append(input.signatureParams());
    return base.toString().getBytes(US_ASCII);
  }

  private static String value(String name, Components message) throws SignatureFault {
    String value =
        message
            .value(name)
            .orElseThrow(
                () ->
                    new SignatureFault(
                        SignatureFault.Reason.ABSENT,
                        "cannot build the signature base: component [%s] must be there exactly once"
                            .formatted(name)));
    if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new SignatureFault(
          SignatureFault.Reason.MALFORMED,
          "cannot build the signature base: component [%s] must be printable ASCII"
              .formatted(name));
    }
    return value;
  }
}
