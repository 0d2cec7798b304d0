package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CMS_ATTRIBUTES;
import static io.cds.api.envelope.InvalidReason.CONTENT_LENGTH;
import static io.cds.api.envelope.InvalidReason.EXPIRED;
import static io.cds.api.envelope.InvalidReason.JSON_MEMBER;
import static io.cds.api.envelope.InvalidReason.MANIFEST_DIGEST;
import static io.cds.api.envelope.InvalidReason.NOT_FOR_ME;
import static io.cds.api.envelope.InvalidReason.RECIPIENTS;
import static io.cds.api.envelope.InvalidReason.SIGNATURE;
import static io.cds.api.envelope.InvalidReason.SIGNER_EXPIRED;
import static io.cds.api.envelope.InvalidReason.TIME;
import static io.cds.api.envelope.InvalidReason.VALUE;
import static io.cds.api.envelope.InvalidReason.VERSION;
import static io.cds.api.envelope.InvalidReason.WRONG_NET;
import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.OTHER;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.InvalidReason;
import io.cds.crypto.format.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What a routing record says, and must not. */
final class RoutingFaults {

  private static final String EXPIRES = "2026-12-21T15:30:45.123Z";

  private final Sender sender;
  private final Corpus corpus;

  RoutingFaults(Sender sender, Corpus corpus) {
    this.sender = sender;
    this.corpus = corpus;
  }

  void add() {
    members();
    values();
    times();
    recipients();
    digests();
  }

  private void members() {
    fault("version-2", VERSION, "v is another version", "\"v\":1", "\"v\":2");
    fault("kind-receipt", VERSION, "kind is another's", "\"routing\"", "\"receipt\"");
    fault("seal-missing", JSON_MEMBER, "seal is missing", "\"seal\":1,", "");
    fault("member-unknown", JSON_MEMBER, "a member unheard of", "\"v\":1", "\"v\":1,\"x\":1");
    fault(
        "recipient-member-unknown",
        JSON_MEMBER,
        "a member unheard of in a recipient",
        "\"role\":\"ORIGINAL\"",
        "\"role\":\"ORIGINAL\",\"x\":1");
    fault(
        "manifest-member-unknown",
        JSON_MEMBER,
        "a member unheard of in manifest",
        "\"manifest\":{",
        "\"manifest\":{\"a\":1,");
  }

  private void values() {
    fault("seal-zero", VALUE, "the first seal is 1", "\"seal\":1", "\"seal\":0");
    fault("seal-too-large", VALUE, "the last seal is 1000000", "\"seal\":1", "\"seal\":1000001");
    fault("seal-text", VALUE, "a text for a number", "\"seal\":1", "\"seal\":\"1\"");
    fault("test-number", VALUE, "a number for a truth value", "false", "0");
    fault("from-space", VALUE, "a party code has no space", "010300", "010 300");
    fault("from-too-long", VALUE, "a party code of 33 characters", "010300", "0".repeat(33));
    fault(
        "net-upper-case",
        VALUE,
        "a digest is in lower case",
        net(),
        net().toUpperCase(Locale.ROOT));
    fault("net-short", VALUE, "a digest has 64 digits", net(), net().substring(1));
    fault("id-version-4", VALUE, "an id is a UUIDv7", "-7abc-", "-4abc-");
    fault("id-variant", VALUE, "an id is of the variant of RFC 9562", "-8def-", "-7def-");
    fault("id-upper-case", VALUE, "an id is in lower case", "7abc", "7ABC");
    fault("role-unknown", VALUE, "a role unheard of", "ORIGINAL", "BLIND");
    fault("manifest-empty", VALUE, "a manifest has octets", length("manifest"), stated(0));
    fault(
        "content-empty",
        CONTENT_LENGTH,
        "a content has octets",
        "\"length\":" + size(),
        "\"length\":0");
  }

  private String size() {
    return Integer.toString(sender.content.length);
  }

  private String length(String part) {
    return "\"" + part + "\":{\"length\":" + sender.head.manifest().length();
  }

  private static String stated(long length) {
    return "\"manifest\":{\"length\":" + length;
  }

  private void times() {
    fault("day-of-no-calendar", VALUE, "the 30th of February", EXPIRES, "2027-02-30T00:00:00.000Z");
    fault("second-60", VALUE, "a leap second", EXPIRES, "2026-12-21T15:30:60.000Z");
    fault("no-milliseconds", VALUE, "three decimals belong to it", EXPIRES, "2026-12-21T15:30:45Z");
    fault("time-zone", VALUE, "a time is in UTC", EXPIRES, "2026-12-21T15:30:45.123+08:00");
    fault("expires-at-once", TIME, "it expires when it is sealed", EXPIRES, sealedAt(0));
    fault(
        "lives-too-long",
        TIME,
        "it expires a millisecond beyond 366 days",
        EXPIRES,
        sealedAt(Duration.ofDays(366).toMillis() + 1));
    fault(
        "signing-time-differs",
        CMS_ATTRIBUTES,
        "sealedAt is not the signing time",
        sealedAt(0),
        sealedAt(1000));
    at("expired", EXPIRED, "the proof is of the time at which it expires", EXPIRES);
    at("sealed-ahead", TIME, "sealed more than 5 minutes after its proof", earlier(300_001));
    at(
        "before-the-certificate",
        SIGNER_EXPIRED,
        "the proof is before the signer's certificate",
        "2025-12-31T23:59:59.999Z");
  }

  private static String earlier(long millis) {
    return sealedAt(-millis);
  }

  private static String sealedAt(long later) {
    Instant at = Network.SEALED_AT.plusMillis(later);
    return Times.text(at);
  }

  private void recipients() {
    String to = "\"to\":[";
    pattern("nobody", VALUE, "a message has a recipient", "\"to\":\\[.*\\]", "\"to\":[]");
    fault("recipient-twice", RECIPIENTS, "the same party twice", to, to + to("EDB") + ",");
    fault("recipients-unsorted", RECIPIENTS, "not sorted by party", to, to + to("ZZZ") + ",");
    fault("recipient-more", RECIPIENTS, "one more than wrapped keys", to, to + to("AAA") + ",");
    fault("recipient-renamed", RECIPIENTS, "another's OPEN key", "\"EDB\"", "\"HKEAA\"");
    fault(
        "sealed-to-another",
        RECIPIENTS,
        "a certificate that the key is not wrapped for",
        known(EDB, KeyUse.OPEN),
        known(OTHER, KeyUse.OPEN));
    fault(
        "sealed-to-a-sign-key",
        RECIPIENTS,
        "a certificate that is not for opening",
        known(EDB, KeyUse.OPEN),
        known(EDB, KeyUse.SIGN));
    corpus.message(
        VectorText.fault("routing/not-for-me", NOT_FOR_ME, "sealed to EDB, read by HKEAA"),
        sender.head,
        sender.content,
        OTHER,
        Corpus.AT);
  }

  private String known(PartyCode party, KeyUse use) {
    return sender.network.known(party, use).digest().hex();
  }

  private static String to(String party) {
    return "{\"cert\":\"" + "0".repeat(64) + "\",\"party\":\"" + party + "\",\"role\":\"COPY\"}";
  }

  private void digests() {
    fault("another-net", WRONG_NET, "the net of another hub", net(), "ab".repeat(32));
    pattern(
        "manifest-json-digest",
        MANIFEST_DIGEST,
        "manifestJson is not that of the manifest",
        "\"manifestJson\":\"[0-9a-f]*",
        "\"manifestJson\":\"" + "0".repeat(64));
    fault(
        "manifest-longer-than-signed",
        MANIFEST_DIGEST,
        "manifest.length is one less",
        length("manifest"),
        stated(sender.head.manifest().length() - 1));
    fault(
        "content-length-of-none",
        CONTENT_LENGTH,
        "a length that no content has",
        "\"length\":" + size(),
        "\"length\":71");
    byte[] flipped = sender.head.routing().toArray();
    flipped[flipped.length - 1] ^= 1;
    corpus.message(
        VectorText.fault("routing/signature", SIGNATURE, "a bit of the signature is flipped"),
        sender.with(flipped),
        sender.content);
  }

  private String net() {
    return sender.network.authority.net().hex();
  }

  private void fault(String name, InvalidReason reason, String why, String from, String to) {
    corpus.message(
        VectorText.fault("routing/" + name, reason, why), sender.routing(from, to), sender.content);
  }

  private void pattern(String name, InvalidReason reason, String why, String from, String to) {
    corpus.message(
        VectorText.fault("routing/" + name, reason, why),
        sender.signed(sender.record().replaceFirst(from, to)),
        sender.content);
  }

  private void at(String name, InvalidReason reason, String why, String at) {
    corpus.message(
        VectorText.fault("routing/" + name, reason, why), sender.head, sender.content, EDB, at);
  }
}
