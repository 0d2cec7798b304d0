package io.cds.transport.http.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Feeds the readers of a request's signature fields: one line each, as they stand in a request. */
public final class FieldFuzzer {

  private static final Instant NOW = Instant.parse("2026-03-01T04:05:06.789Z");
  private static final List<String> NAMES =
      List.of(
          RequestSignature.INPUT_FIELD,
          RequestSignature.SIGNATURE_FIELD,
          ContentDigest.FIELD,
          "content-type",
          "content-length");

  private FieldFuzzer() {}

  /** Called by the fuzzer; whatever is thrown is a finding. */
  public static void fuzzerTestOneInput(byte[] octets) {
    String[] lines = new String(octets, ISO_8859_1).split("\n", NAMES.size());
    RequestComponents request = request(lines);
    for (boolean body : new boolean[] {false, true}) {
      try {
        RequestSignature read = RequestSignature.read(request, body, NOW);
        if (read.signature().length != 64 || read.keyId().length() != 64) {
          throw new IllegalStateException("read more or less than a signature");
        }
      } catch (SignatureFault refused) {
        demandReason(refused);
      }
    }
    try {
      ContentDigest.parse(request.field(ContentDigest.FIELD).orElse(""));
    } catch (SignatureFault refused) {
      demandReason(refused);
    }
  }

  private static void demandReason(SignatureFault refused) {
    if (refused.reason() == null) {
      throw new IllegalStateException("refused without a reason", refused);
    }
  }

  private static RequestComponents request(String[] lines) {
    return new RequestComponents(
        "POST",
        "hub.example:8443",
        "/v1/batch",
        Optional.empty(),
        name -> {
          int at = NAMES.indexOf(name);
          return at >= 0 && at < lines.length ? List.of(lines[at]) : List.of();
        });
  }

  /** Writes what to begin with into a folder. */
  public static void main(String[] folder) throws IOException, SignatureFault {
    for (boolean body : new boolean[] {false, true}) {
      Map<String, String> values =
          Map.of(
              ContentDigest.FIELD,
              ContentDigest.of(new byte[5]),
              "content-type",
              "application/zip",
              "content-length",
              "5");
      RequestComponents request =
          new RequestComponents(
              "POST",
              "hub.example:8443",
              "/v1/batch",
              Optional.empty(),
              name -> Optional.ofNullable(values.get(name)).stream().toList());
      RequestSignature.Fields signed =
          RequestSignature.sign(request, body, "ab".repeat(32), NOW, base -> new byte[64]);
      String lines =
          String.join(
              "\n",
              signed.input(),
              signed.signature(),
              values.get(ContentDigest.FIELD),
              "application/zip",
              "5");
      Files.writeString(Path.of(folder[0], "seed-" + body), lines, ISO_8859_1);
    }
  }
}
