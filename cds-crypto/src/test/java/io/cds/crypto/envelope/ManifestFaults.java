package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.ATTACHMENT_COMPRESSION;
import static io.cds.api.envelope.InvalidReason.ATTACHMENT_LENGTH;
import static io.cds.api.envelope.InvalidReason.ATTACHMENT_NAME;
import static io.cds.api.envelope.InvalidReason.ATTACHMENT_RATIO;
import static io.cds.api.envelope.InvalidReason.JSON_MEMBER;
import static io.cds.api.envelope.InvalidReason.MANIFEST_CIPHER;
import static io.cds.api.envelope.InvalidReason.MANIFEST_DIGEST;
import static io.cds.api.envelope.InvalidReason.MANIFEST_KEY;
import static io.cds.api.envelope.InvalidReason.MANIFEST_MISMATCH;
import static io.cds.api.envelope.InvalidReason.PADDING;
import static io.cds.api.envelope.InvalidReason.VALUE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidReason;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/** What a manifest says, and must not; and attachments that are not what it says. */
final class ManifestFaults {

  private static final int MIB = 1 << 20;

  private final Sender sender;
  private final Corpus corpus;

  ManifestFaults(Sender sender, Corpus corpus) {
    this.sender = sender;
    this.corpus = corpus;
  }

  void add() {
    octets();
    mismatches();
    values();
    names();
    lengths();
    streams();
  }

  private void octets() {
    // Long: a table, one row a fault.
    byte[] manifest = sender.head.manifest().toArray();
    add(
        "bit",
        MANIFEST_DIGEST,
        "a bit changed",
        sender.unsigned(ContentFaults.flipped(manifest, -1)));
    add("cut", MANIFEST_DIGEST, "an octet less", sender.unsigned(ContentFaults.cut(manifest)));
    add("empty", MANIFEST_DIGEST, "no octets", sender.unsigned(new byte[0]));
    add(
        "tag",
        MANIFEST_CIPHER,
        "a bit of the tag, which the sender signed",
        sender.sealed(ContentFaults.flipped(manifest, -1)));
    add(
        "tag-of-zeros",
        MANIFEST_CIPHER,
        "a tag of zeros",
        sender.manifestForm(tree -> tree.at(1, 0, 3).value(new byte[16])));
    add(
        "nonce",
        MANIFEST_CIPHER,
        "a bit of the nonce",
        sender.manifestForm(tree -> flip(tree.at(1, 0, 2, 1, 1, 0), 0)));
    add(
        "ciphertext",
        MANIFEST_CIPHER,
        "a bit of the ciphertext, which the sender signed",
        sender.sealed(ContentFaults.flipped(manifest, -100)));
    add(
        "wrapped-key",
        MANIFEST_KEY,
        "a bit of the wrapped key",
        sender.manifestForm(tree -> flip(tree.at(1, 0, 1, 0, 3, 0, 1), 0)));
    add(
        "point-off-the-curve",
        MANIFEST_KEY,
        "an ephemeral point that is not on P-256",
        sender.manifestForm(tree -> flip(tree.at(1, 0, 1, 0, 1, 0, 1), 65)));
    add(
        "point-at-zero",
        MANIFEST_KEY,
        "the ephemeral point (0, 0)",
        sender.manifestForm(
            tree -> {
              byte[] zero = new byte[66];
              zero[1] = 4;
              tree.at(1, 0, 1, 0, 1, 0, 1).value(zero);
            }));
    add(
        "another-point",
        MANIFEST_KEY,
        "an ephemeral point that the key was not wrapped with",
        sender.manifestForm(
            tree -> {
              byte[] point = new byte[66];
              byte[] other =
                  io.cds.crypto.algorithm.P256.point(
                      io.cds.crypto.algorithm.P256.generate(new FixedRandom("point")).getPublic());
              System.arraycopy(other, 0, point, 1, 65);
              tree.at(1, 0, 1, 0, 1, 0, 1).value(point);
            }));
  }

  private static void flip(DerTree part, int at) {
    part.value(ContentFaults.flipped(part.value(), at));
  }

  private void mismatches() {
    mismatch("net", sender.network.authority.net().hex(), "ab".repeat(32));
    mismatch("id", "0123456789ab\"", "0123456789ff\"");
    mismatch("from", "\"from\":\"010300\"", "\"from\":\"010301\"");
    mismatch("recipient", "\"EDB\"", "\"EDC\"");
    mismatch("role", "ORIGINAL", "COPY");
    mismatch("test", "\"test\":false", "\"test\":true");
  }

  private void mismatch(String name, String from, String to) {
    fault(name + "-differs", MANIFEST_MISMATCH, name + " is not the routing record's", from, to);
  }

  private void values() {
    // Long: a table, one row a fault.
    fault("member-unknown", JSON_MEMBER, "a member unheard of", "\"v\":1", "\"v\":1,\"x\":1");
    fault("heading-missing", JSON_MEMBER, "heading is missing", "\"heading\":{", "\"headinh\":{");
    fault("priority-unknown", VALUE, "a priority unheard of", "\"NORMAL\"", "\"LOW\"");
    fault("level-unknown", VALUE, "a level unheard of", "\"GENERAL\"", "\"SECRET\"");
    fault("subject-code-empty", VALUE, "an empty subject code", "\"STU\"", "\"\"");
    fault(
        "subject-code-too-long",
        VALUE,
        "a subject code of 33 code points",
        "\"STU\"",
        "\"" + "離".repeat(33) + "\"");
    fault("salt-short", VALUE, "a salt of 31 octets", salt(), "A".repeat(42));
    fault("salt-stray-bits", VALUE, "bits of no octet in the salt", salt(), "A".repeat(42) + "B");
    fault("salt-padded", VALUE, "base64 with its padding", salt(), "A".repeat(43) + "=");
    fault("media-type-empty", VALUE, "an empty media type", "\"application/octet-stream\"", "\"\"");
    fault("compression-unknown", VALUE, "a compression unheard of", "\"none\"", "\"lzma\"");
    fault("length-negative", VALUE, "a length below zero", "\"length\":800", "\"length\":-800");
    fault("length-text", VALUE, "a text for a length", "\"length\":800", "\"length\":\"800\"");
    fault(
        "reply-zone",
        VALUE,
        "a time zone with a space",
        "\"subjectCode\"",
        "\"replyDeadline\":{\"at\":\"2026-12-01T00:00:00.000Z\",\"zone\":\"A B\"},\"subjectCode\"");
    add(
        "pad-of-ones",
        VALUE,
        "pad holds another character than 0",
        sender.manifest(json -> json.replaceFirst("\"pad\":\"0", "\"pad\":\"1")));
    add(
        "pad-too-long",
        VALUE,
        "pad of a whole block more than needed",
        sender.manifest(json -> json.replaceFirst("\"pad\":\"", "\"pad\":\"" + "0".repeat(4096))));
    add(
        "not-whole-blocks",
        PADDING,
        "a plaintext of 4,095 octets",
        sender.manifest(json -> json.replaceFirst("\"pad\":\"0", "\"pad\":\"")));
  }

  private String salt() {
    return sender.manifest().replaceFirst(".*\"salt\":\"([^\"]*)\".*", "$1");
  }

  private void names() {
    // Long: a table, one row a fault.
    name("empty", "no character", "");
    name("parent", "it leads outside", "../a");
    name("solidus", "it names a folder", "a/b");
    name("backslash", "it names a folder elsewhere", "a\\\\b");
    name("dot-dot", "the name of the folder above", "..");
    name("dot-first", "a dot at its beginning", ".a");
    name("dot-last", "a dot at its end", "a.");
    name("space-last", "a space at its end", "a ");
    name("nul", "U+0000", "a\\u0000b");
    name("line-feed", "U+000A", "a\\nb");
    name("delete", "U+007F", "a\u007fb");
    name("line-separator", "U+2028", "a\u2028b");
    name("turned", "U+202E turns its direction", "a\u202eb");
    name("isolate", "U+2066 isolates its direction", "a\u2066b");
    name("arabic-mark", "U+061C is a bidirectional control", "a\u061cb");
    name("non-character", "U+FDD0", "a\ufdd0b");
    name("last-of-a-plane", "U+1FFFF", "a\ud83f\udfffb");
    name("too-long", "256 octets", "離".repeat(85) + "a");
    name("same-in-lower-case", "the other one is b.txt", "B.TXT");
    files(
        "name-same-in-nfc",
        ATTACHMENT_NAME,
        "two names that NFC makes one",
        Sender.entry("é", 0, 0, "none") + "," + Sender.entry("e\u0301", 0, 0, "none"),
        new byte[0]);
  }

  private void name(String name, String why, String to) {
    fault("name-" + name, ATTACHMENT_NAME, why, "\"a.bin\"", "\"" + to + "\"");
  }

  private void lengths() {
    // Long: a table, one row a fault.
    fault(
        "stored-differs",
        ATTACHMENT_LENGTH,
        "none of two lengths",
        "\"length\":100",
        "\"length\":101");
    files(
        "beyond-the-content",
        ATTACHMENT_LENGTH,
        "more than the content has",
        one(4097, 4097, "none"),
        new byte[0]);
    files(
        "ratio",
        ATTACHMENT_RATIO,
        "1 MiB and 201 octets from 1",
        one(MIB + 201, 1, "deflate"),
        new byte[1]);
    files(
        "ratio-of-the-sums",
        ATTACHMENT_RATIO,
        "each within its bound, together beyond it",
        Sender.entry("a", MIB, 1, "deflate") + "," + Sender.entry("b", MIB, 1, "deflate"),
        new byte[2]);
    files(
        "gigabyte",
        ATTACHMENT_RATIO,
        "1 GB from 100 octets",
        one(1_000_000_000, 100, "deflate"),
        new byte[100]);
    byte[] behind = new byte[4096];
    behind[4095] = 1;
    files("octet-behind", PADDING, "an octet in the padding is 01", one(5, 5, "none"), behind);
    byte[] next = new byte[6];
    next[5] = 1;
    files(
        "octet-right-behind",
        PADDING,
        "the first octet of the padding is 01",
        one(5, 5, "none"),
        next);
  }

  private static String one(long length, long stored, String compression) {
    return Sender.entry("a", length, stored, compression);
  }

  private void streams() {
    byte[] text = "<pupil/>".repeat(100).getBytes(UTF_8);
    byte[] good = deflated(text, new byte[0], false);
    int n = good.length;
    stream("longer-than-stated", ATTACHMENT_LENGTH, "it yields an octet more", 799, good, n);
    stream("shorter-than-stated", ATTACHMENT_LENGTH, "it yields an octet less", 801, good, n);
    stream("no-stream", ATTACHMENT_COMPRESSION, "octets that are no zlib stream", 800, text, n);
    stream("stream-of-nothing", ATTACHMENT_COMPRESSION, "a stream of no octets", 0, new byte[0], 0);
    stream(
        "cut-stream",
        ATTACHMENT_COMPRESSION,
        "it ends within",
        800,
        Arrays.copyOf(good, n - 1),
        n - 1);
    stream("octet-behind-stream", ATTACHMENT_COMPRESSION, "it ends before", 800, good, n + 1);
    stream(
        "adler",
        ATTACHMENT_COMPRESSION,
        "a wrong Adler-32",
        800,
        ContentFaults.flipped(good, -1),
        n);
    byte[] bare = deflated(text, new byte[0], true);
    stream("without-zlib", ATTACHMENT_COMPRESSION, "DEFLATE without zlib", 800, bare, bare.length);
    byte[] preset = deflated(text, "<pupil/>".getBytes(UTF_8), false);
    stream("dictionary", ATTACHMENT_COMPRESSION, "a preset dictionary", 800, preset, preset.length);
    stream("stream-twice", ATTACHMENT_COMPRESSION, "two streams", 800, twice(good), 2 * n);
  }

  private static byte[] twice(byte[] stream) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(stream);
    both.writeBytes(stream);
    return both.toByteArray();
  }

  private static byte[] deflated(byte[] octets, byte[] dictionary, boolean bare) {
    Deflater deflater = new Deflater(Deflater.NO_COMPRESSION, bare);
    if (dictionary.length > 0) {
      deflater.setDictionary(dictionary);
    }
    deflater.setInput(octets);
    deflater.finish();
    byte[] out = new byte[octets.length + 100];
    int n = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, n);
  }

  private void stream(
      String name, InvalidReason reason, String why, int length, byte[] octets, int stored) {
    files(name, reason, why, one(length, stored, "deflate"), octets);
  }

  private void files(String name, InvalidReason reason, String why, String entries, byte[] stored) {
    Sender.Parts parts = sender.files(entries, stored);
    corpus.message(
        VectorText.fault("manifest/" + name, reason, why), parts.head(), parts.content());
  }

  private void fault(String name, InvalidReason reason, String why, String from, String to) {
    add(name, reason, why, sender.manifest(from, to));
  }

  private void add(String name, InvalidReason reason, String why, EnvelopeHead head) {
    corpus.message(VectorText.fault("manifest/" + name, reason, why), head, sender.content);
  }
}
