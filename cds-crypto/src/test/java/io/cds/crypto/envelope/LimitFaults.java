package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CONTENT_LIMIT;
import static io.cds.api.envelope.InvalidReason.JSON_LIMIT;
import static io.cds.api.envelope.InvalidReason.MANIFEST_LIMIT;
import static io.cds.api.envelope.InvalidReason.RECIPIENTS;
import static io.cds.api.envelope.InvalidReason.ZIP_LIMIT;

import io.cds.api.envelope.InvalidReason;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sizes and numbers beyond section 12; what would be large is declared alone. */
final class LimitFaults {

  private final Sender sender;
  private final Corpus corpus;

  LimitFaults(Sender sender, Corpus corpus) {
    this.sender = sender;
    this.corpus = corpus;
  }

  void add() {
    stated("manifest-of-1-gb", MANIFEST_LIMIT, "a manifest of 1 GB declared", 1_000_000_000L);
    stated("manifest-one-more", MANIFEST_LIMIT, "a manifest of 4 MiB and an octet", (4 << 20) + 1);
    content("content-of-1-tb", "a content of 1 TB declared", 1_000_000_000_000L);
    content("content-one-more", "a content of 64 GiB and an octet", (64L << 30) + 1);
    content("content-of-2-to-53", "the largest number of all", (1L << 53) - 1);
    byte[] routing = sender.head.routing().toArray();
    corpus.message(
        VectorText.fault("limit/routing-record", JSON_LIMIT, "a routing record of 32,769 octets"),
        sender.with(Arrays.copyOf(routing, 32_769)),
        sender.content);
    corpus.message(
        VectorText.fault("limit/recipients", RECIPIENTS, "65 recipients"),
        sender.signed(sender.record().replaceFirst("\"to\":\\[.*\\]", recipients(65))),
        sender.content);
    zips();
  }

  private static String recipients(int count) {
    return IntStream.range(0, count)
        .mapToObj("{\"cert\":\"%064x\",\"party\":\"P%1$03d\",\"role\":\"COPY\"}"::formatted)
        .collect(Collectors.joining(",", "\"to\":[", "]"));
  }

  private void stated(String name, InvalidReason reason, String why, long length) {
    String from = "\"manifest\":{\"length\":" + sender.head.manifest().length();
    corpus.message(
        VectorText.fault("limit/" + name, reason, why),
        sender.routing(from, "\"manifest\":{\"length\":" + length),
        sender.content);
  }

  private void content(String name, String why, long length) {
    corpus.message(
        VectorText.fault("limit/" + name, CONTENT_LIMIT, why),
        sender.routing("\"length\":" + sender.content.length, "\"length\":" + length),
        sender.content);
  }

  private void zips() {
    zip("zip-routing", "an entry of 32,769 octets declared", declared("routing.p7s", 32_769));
    zip("zip-manifest", "an entry of 2^60 octets declared", declared("manifest.p7m", 1L << 60));
    zip("zip-receipt", "an entry of 16,385 octets declared", declared("receipts/001.p7s", 16_385));
    String[] messages = new String[101];
    Arrays.setAll(messages, i -> RawZip.id(i) + "/receipts/001.p7s");
    zip("zip-messages", "101 messages", RawZip.of(messages));
    String[] entries = new String[1001];
    Arrays.setAll(entries, i -> "%s/receipts/%03d.p7s".formatted(RawZip.id(i / 500), i % 500 + 1));
    zip("zip-entries", "1,001 local headers, and no end", RawZip.local(entries));
  }

  private static byte[] declared(String part, long length) {
    return RawZip.header(RawZip.id(1) + "/" + part, length);
  }

  private void zip(String name, String why, byte[] zip) {
    corpus.add(
        VectorText.fault("limit/" + name, ZIP_LIMIT, why).header("form", "FILE"),
        "zip",
        "zip",
        zip);
  }
}
