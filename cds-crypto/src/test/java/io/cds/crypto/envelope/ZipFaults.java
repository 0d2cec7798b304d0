package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.ZIP_PROFILE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;

/** .zip files that are not octet by octet those of section 11. */
final class ZipFaults {

  private static final String M = RawZip.id(1) + "/";
  private static final String[] WHOLE = {
    M + "routing.p7s", M + "manifest.p7m", M + "content.cob", M + "receipts/001.p7s"
  };

  private final Corpus corpus;
  private final byte[] good = RawZip.of(WHOLE);
  private final int central = new String(good, ISO_8859_1).indexOf("PK\u0001\u0002");
  private final int end = good.length - 22;

  ZipFaults(Corpus corpus) {
    this.corpus = corpus;
  }

  void add() {
    valid("zip-message", "FILE", "a message and a receipt", WHOLE);
    valid("zip-receipts", "FILE", "receipts alone", M + "receipts/001.p7s", M + "receipts/002.p7s");
    valid("zip-head", "WIRE", "a head alone, on the wire", WHOLE[0], WHOLE[1]);
    valid("zip-suite-2", "FILE", "a message of suite 2", second());
    valid(
        "zip-two", "FILE", "two messages", WHOLE[0], WHOLE[1], WHOLE[2], other("receipts/001.p7s"));
    valid("zip-empty", "WIRE", "no message at all");
    ends();
    localHeaders();
    centralHeaders();
    endRecord();
    names();
    orders();
  }

  private static String[] second() {
    return new String[] {WHOLE[0], M + "routing.mldsa.p7s", WHOLE[1], WHOLE[2]};
  }

  private static String other(String part) {
    return RawZip.id(2) + "/" + part;
  }

  private void ends() {
    octets("empty", "no octets", new byte[0]);
    octets("octet-in-front", "an octet in front", joined(new byte[1], good));
    octets("octet-behind", "an octet behind", joined(good, new byte[1]));
    octets("cut", "the last octet is missing", Arrays.copyOf(good, good.length - 1));
    octets("no-end", "no end record", Arrays.copyOf(good, end));
    octets("no-central-directory", "no central directory", Arrays.copyOf(good, central));
    octets("no-zip", "octets that are no .zip", new byte[64]);
  }

  private static byte[] joined(byte[] a, byte[] b) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(a);
    all.writeBytes(b);
    return all.toByteArray();
  }

  private void localHeaders() {
    at("version-20", "version needed 2.0", 4, 20);
    at("flag-encrypted", "the flag of an encrypted entry", 6, 1);
    at("flag-data-descriptor", "the flag of a data descriptor", 6, 8);
    at("flag-utf-8", "the flag of a name in UTF-8", 7, 8);
    at("method-deflated", "the method of DEFLATE", 8, 8);
    at("time", "a time of day", 10, 1);
    at("date", "a day beyond 1 January 1980", 12, 0x22);
    flipped("crc", "a bit of the CRC-32", 14);
    flipped("data", "a bit of the data", 30 + WHOLE[0].length());
    at("size", "a size that is not the compressed one", 22, 2);
    at("extra-length", "an extra field that is not there", 28, 4);
  }

  private void centralHeaders() {
    at("central-made-by", "made by another system", central + 5, 3);
    at("central-flags", "flags in the central header alone", central + 8, 8);
    flipped("central-crc", "a CRC-32 in the central header alone", central + 16);
    at("central-comment", "a comment's length", central + 32, 1);
    at("central-disk", "another disk", central + 34, 1);
    at("central-internal", "internal attributes", central + 36, 1);
    at("central-external", "external attributes", central + 38, 1);
    at("central-offset", "another offset of the local header", central + 42, 1);
    flipped("central-name", "another name than in the local header", central + 46);
  }

  private void endRecord() {
    at("end-disk", "another disk in the end record", end + 4, 1);
    at("end-count", "another count of entries", end + 10, 3);
    flipped("end-length", "another length of the central directory", end + 12);
    flipped("end-offset", "another offset of the central directory", end + 16);
    at("end-comment", "a comment's length in the end record", end + 20, 1);
  }

  private void names() {
    named("name-parent", "it leads outside", "../" + WHOLE[0]);
    named("name-parent-within", "it leads up", M + "../routing.p7s");
    named("name-absolute", "it begins at the root", "/" + WHOLE[0]);
    named("name-backslash", "another separator", RawZip.id(1) + "\\routing.p7s");
    named("name-folder", "a folder", M);
    named("name-unknown", "a part unheard of", M + "readme.txt");
    named("name-upper-case", "an id in upper case", WHOLE[0].toUpperCase(Locale.ROOT));
    named("name-no-id", "no id in front", "routing.p7s");
    named("name-empty", "no name", "");
    named("receipt-of-one-digit", "a receipt's number of one digit", M + "receipts/1.p7s");
    named("receipt-0", "receipts begin with 001", M + "receipts/000.p7s");
  }

  private void orders() {
    named("manifest-first", "manifest before routing", WHOLE[1], WHOLE[0], WHOLE[2]);
    named("manifest-missing", "no manifest", WHOLE[0], WHOLE[2]);
    named("content-missing", "a head alone in an export file", WHOLE[0], WHOLE[1]);
    named("content-alone", "a content alone", WHOLE[2]);
    named("routing-twice", "routing twice", WHOLE[0], WHOLE[0], WHOLE[1], WHOLE[2]);
    named("second-signature-alone", "no routing", M + "routing.mldsa.p7s", WHOLE[1], WHOLE[2]);
    named("receipt-gap", "002 is missing", M + "receipts/001.p7s", M + "receipts/003.p7s");
    named("receipt-first-missing", "001 is missing", M + "receipts/002.p7s");
    named("receipt-twice", "001 twice", M + "receipts/001.p7s", M + "receipts/001.p7s");
    named("receipt-first", "a receipt before the message", WHOLE[3], WHOLE[0], WHOLE[1], WHOLE[2]);
    named(
        "message-twice",
        "a message's entries in two places",
        M + "receipts/001.p7s",
        other("receipts/001.p7s"),
        M + "receipts/002.p7s");
  }

  private void valid(String name, String form, String why, String... entries) {
    corpus.add(VectorText.valid(name, why).header("form", form), "zip", "zip", RawZip.of(entries));
  }

  private void named(String name, String why, String... entries) {
    octets(name, why, RawZip.of(entries));
  }

  private void at(String name, String why, int offset, int value) {
    byte[] changed = good.clone();
    changed[offset] = (byte) value;
    octets(name, why, changed);
  }

  private void flipped(String name, String why, int offset) {
    octets(name, why, ContentFaults.flipped(good, offset));
  }

  private void octets(String name, String why, byte[] zip) {
    corpus.add(
        VectorText.fault("zip/" + name, ZIP_PROFILE, why).header("form", "FILE"),
        "zip",
        "zip",
        zip);
  }
}
