package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CONTENT_CIPHER;
import static io.cds.api.envelope.InvalidReason.CONTENT_DIGEST;
import static io.cds.api.envelope.InvalidReason.CONTENT_LENGTH;

import io.cds.api.MessageId;
import io.cds.api.envelope.InvalidReason;
import io.cds.crypto.cobblestone.Cobblestone;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Contents that were changed on the way, and contents that the sender sealed wrongly. */
final class ContentFaults {

  private final Sender one;
  private final Sender two;
  private final Corpus corpus;

  /**
   * For these messages.
   *
   * @param one with a content of one chunk
   * @param two with one of two chunks
   */
  ContentFaults(Sender one, Sender two, Corpus corpus) {
    this.one = one;
    this.two = two;
    this.corpus = corpus;
  }

  void add() {
    changed("bit-of-the-salt", CONTENT_DIGEST, "a bit of the salt", c -> flipped(c, 0));
    changed("bit-of-the-tag", CONTENT_DIGEST, "a bit of the last tag", c -> flipped(c, -1));
    changed("shorter", CONTENT_LENGTH, "the last octet is missing", ContentFaults::cut);
    changed("longer", CONTENT_LENGTH, "an octet behind", c -> Arrays.copyOf(c, c.length + 1));
    changed("empty", CONTENT_LENGTH, "no octets", c -> new byte[0]);
    changed("another-message", CONTENT_DIGEST, "the content of another message", this::other);
    sealed("wrong-salt", "another salt", c -> flipped(c, 0));
    sealed("wrong-commitment", "a bit of the commitment", c -> flipped(c, Cobblestone.SALT));
    sealed("wrong-ciphertext", "a bit of the ciphertext", c -> flipped(c, Cobblestone.HEADER));
    sealed("wrong-tag", "a bit of the tag", c -> flipped(c, -1));
    sealed(
        "another-key",
        "sealed under a key that the manifest does not hold",
        c -> Sender.seal(new byte[4096], new byte[32], ContentContext.of(Network.ID)));
    sealed(
        "another-context",
        "sealed for the id of another message",
        c -> Sender.seal(new byte[4096], one.contentKey(), ContentContext.of(another())));
    sealed(
        "without-context",
        "sealed without the id",
        c -> Sender.seal(new byte[4096], one.contentKey(), new byte[0]));
    byte[] first = Arrays.copyOf(two.content, Cobblestone.HEADER + Cobblestone.SEALED_CHUNK);
    corpus.message(
        VectorText.fault("content/chunk-missing", CONTENT_LENGTH, "the last chunk is missing"),
        two.content(first),
        first);
    chunks("chunks-swapped", "the two chunks are swapped", this::swapped);
    chunks("chunk-twice", "the last chunk comes twice", c -> joined(c, chunk(c, 1)));
    chunks("octets-behind", "16 octets behind the last tag", c -> Arrays.copyOf(c, c.length + 16));
  }

  private byte[] other(byte[] content) {
    return Sender.seal(new byte[4096], one.contentKey(), ContentContext.of(another()));
  }

  private static MessageId another() {
    return MessageId.of("019a9e7c-1234-7abc-8def-0123456789ff");
  }

  private byte[] swapped(byte[] content) {
    byte[] header = Arrays.copyOf(content, Cobblestone.HEADER);
    return joined(header, joined(chunk(content, 1), chunk(content, 0)));
  }

  private static byte[] chunk(byte[] content, int number) {
    int from = Cobblestone.HEADER + number * Cobblestone.SEALED_CHUNK;
    int to = Math.min(content.length, from + Cobblestone.SEALED_CHUNK);
    return Arrays.copyOfRange(content, from, to);
  }

  private static byte[] joined(byte[] a, byte[] b) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(a);
    all.writeBytes(b);
    return all.toByteArray();
  }

  static byte[] flipped(byte[] octets, int at) {
    byte[] result = octets.clone();
    result[Math.floorMod(at, octets.length)] ^= 1;
    return result;
  }

  static byte[] cut(byte[] octets) {
    return Arrays.copyOf(octets, octets.length - 1);
  }

  /** Behind the sender's back. */
  private void changed(String name, InvalidReason reason, String why, UnaryOperator<byte[]> fault) {
    corpus.message(
        VectorText.fault("content/" + name, reason, why), one.head, fault.apply(one.content));
  }

  /** By the sender, who signs it. */
  private void sealed(String name, String why, UnaryOperator<byte[]> fault) {
    byte[] content = fault.apply(one.content);
    corpus.message(
        VectorText.fault("content/" + name, CONTENT_CIPHER, why), one.content(content), content);
  }

  private void chunks(String name, String why, UnaryOperator<byte[]> fault) {
    byte[] content = fault.apply(two.content);
    corpus.message(
        VectorText.fault("content/" + name, CONTENT_CIPHER, why), two.content(content), content);
  }
}
