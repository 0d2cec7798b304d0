package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.ATTACHMENT_COMPRESSION;
import static io.cds.api.envelope.InvalidReason.ATTACHMENT_LENGTH;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cds.api.envelope.InvalidReason;
import io.cds.crypto.algorithm.Digests;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Attachments in Zstandard frames (RFC 8878), most of them put together here octet by octet, so
 * that another version of zstd changes none.
 */
final class ZstdFaults {

  private static final String MAGIC = "28b52ffd";
  private static final byte[] TEXT = "<pupil/>".repeat(100).getBytes(US_ASCII);

  /** Size in two octets (256 is added) and a checksum; a window is stated; of 1 KiB. */
  private static final String DESCRIPTOR = "44";

  private static final String WINDOW = "00";
  private static final String SIZE = "2002";

  /** The low four octets of XXH64 of the text; of it without its last octet; with one more. */
  private static final String CHECKSUM = "addbc228";

  private static final String CHECKSUM_OF_799 = "5b193648";
  private static final String CHECKSUM_OF_801 = "ba2e1bdb";

  private static final String HEADER = MAGIC + DESCRIPTOR + WINDOW + SIZE;
  private static final String BLOCKS = raw(TEXT, true);
  private static final String GOOD = HEADER + BLOCKS + CHECKSUM;
  private static final String SKIPPABLE = "502a4d18" + "04000000" + "00000000";

  private final Sender sender;
  private final Corpus corpus;

  ZstdFaults(Sender sender, Corpus corpus) {
    this.sender = sender;
    this.corpus = corpus;
  }

  void add() {
    valid();
    headers();
    windows();
    sizes();
    ends();
  }

  private void valid() {
    // Long: a table, one row a frame.
    valid("raw-blocks", "one raw block, a window of 1 KiB", GOOD);
    valid(
        "compressed",
        "a compressed block; the whole is the window",
        MAGIC + "64" + SIZE + "7d0000" + "403c707570696c2f3e01001557152e" + CHECKSUM);
    valid(
        "empty-blocks",
        "raw blocks of no octets between, as a writer may put them",
        HEADER
            + raw(Arrays.copyOf(TEXT, 400), false)
            + "000000".repeat(3)
            + raw(Arrays.copyOfRange(TEXT, 400, 800), true)
            + CHECKSUM);
    valid(
        "size-in-8-octets",
        "the size in eight octets",
        MAGIC + "c4" + WINDOW + "2003000000000000" + BLOCKS + CHECKSUM);
    valid(
        "window-of-8-mib",
        "the largest window",
        MAGIC + DESCRIPTOR + "68" + SIZE + BLOCKS + CHECKSUM);
    valid(
        "of-nothing",
        "an attachment of no octets",
        new byte[0],
        MAGIC + "24" + "00" + "010000" + "99e9d851");
  }

  private void headers() {
    corrupt("no-frame", "octets that are no frame", HexFormat.of().formatHex(TEXT));
    corrupt("no-octets", "no octets at all", "");
    corrupt("skippable", "a skippable frame alone", SKIPPABLE);
    corrupt("skippable-in-front", "a skippable frame in front", SKIPPABLE + GOOD);
    corrupt(
        "dictionary",
        "a dictionary's number in its header",
        MAGIC + "45" + WINDOW + "07" + SIZE + BLOCKS + CHECKSUM);
    corrupt("no-checksum", "no checksum", MAGIC + "40" + WINDOW + SIZE + BLOCKS);
    corrupt("size-unsaid", "its size is not stated", MAGIC + "04" + WINDOW + BLOCKS + CHECKSUM);
    corrupt(
        "reserved-bit",
        "the reserved bit of its descriptor",
        MAGIC + "4c" + WINDOW + SIZE + BLOCKS + CHECKSUM);
  }

  private void windows() {
    corrupt(
        "window-of-9-mib",
        "a window of 9 MiB",
        MAGIC + DESCRIPTOR + "69" + SIZE + BLOCKS + CHECKSUM);
    corrupt(
        "window-of-2-to-41",
        "the largest window that can be stated",
        MAGIC + DESCRIPTOR + "ff" + SIZE + BLOCKS + CHECKSUM);
    int whole = (8 << 20) + 1;
    String zeros = MAGIC + "a4" + "01008000" + "020010".repeat(64) + "0b0000" + "92950aa9";
    corpus.message(
        fault(
                "window-of-the-whole",
                ATTACHMENT_COMPRESSION,
                "the whole, 8 MiB and 1, is the window")
            .header("limit", "EXPANSION_FREE " + (16 << 20)),
        parts(whole, zeros).head(),
        parts(whole, zeros).content());
  }

  private void sizes() {
    frame("size-less", ATTACHMENT_LENGTH, "its frame says an octet less", 801, GOOD);
    frame("size-more", ATTACHMENT_LENGTH, "its frame says an octet more", 799, GOOD);
    corrupt(
        "yields-less",
        "an octet less comes out than its frame says",
        HEADER + raw(Arrays.copyOf(TEXT, 799), true) + CHECKSUM_OF_799);
    byte[] more = Arrays.copyOf(TEXT, 801);
    more[800] = '<';
    corrupt(
        "yields-more",
        "an octet more comes out than its frame says",
        HEADER + raw(more, true) + CHECKSUM_OF_801);
  }

  private void ends() {
    int n = GOOD.length();
    corrupt("cut-in-header", "it ends within its header", GOOD.substring(0, 12));
    corrupt("cut-in-block", "it ends within its block", GOOD.substring(0, 800));
    corrupt("cut-in-checksum", "the last octet is missing", GOOD.substring(0, n - 2));
    corrupt("checksum", "a bit of its checksum", GOOD.substring(0, n - 2) + "29");
    corrupt("octet-behind", "an octet behind", GOOD + "00");
    corrupt("frame-twice", "two frames", GOOD + GOOD);
    corrupt("skippable-behind", "a skippable frame behind", GOOD + SKIPPABLE);
    corrupt(
        "block-reserved",
        "a block of the reserved type",
        HEADER + block(800, 3, true) + BLOCKS.substring(6) + CHECKSUM);
    corrupt("no-last-block", "no block is the last", HEADER + raw(TEXT, false) + CHECKSUM);
  }

  private static String raw(byte[] octets, boolean last) {
    return block(octets.length, 0, last) + HexFormat.of().formatHex(octets);
  }

  /** Three octets, the lowest first: last, type, size (RFC 8878, 3.1.1.2). */
  private static String block(int size, int type, boolean last) {
    int header = size << 3 | type << 1 | (last ? 1 : 0);
    return HexFormat.of()
        .formatHex(new byte[] {(byte) header, (byte) (header >> 8), (byte) (header >> 16)});
  }

  private void valid(String name, String why, String frame) {
    valid(name, why, TEXT, frame);
  }

  private void valid(String name, String why, byte[] text, String frame) {
    String plaintext = HexFormat.of().formatHex(Digests.sha256(text));
    corpus.message(
        VectorText.valid("zstd-" + name, why)
            .header("plaintext", plaintext)
            .header("needs", "zstd"),
        parts(text.length, frame).head(),
        parts(text.length, frame).content());
  }

  private void corrupt(String name, String why, String frame) {
    frame(name, ATTACHMENT_COMPRESSION, why, 800, frame);
  }

  private void frame(String name, InvalidReason reason, String why, int length, String frame) {
    corpus.message(
        fault(name, reason, why), parts(length, frame).head(), parts(length, frame).content());
  }

  private static VectorText fault(String name, InvalidReason reason, String why) {
    return VectorText.fault("zstd/" + name, reason, why).header("needs", "zstd");
  }

  private Sender.Parts parts(int length, String frame) {
    byte[] octets = HexFormat.of().parseHex(frame);
    return sender.files(Sender.entry("a", length, octets.length, "zstd"), octets);
  }
}
