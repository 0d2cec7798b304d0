package io.cds.crypto.envelope;

import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.SCHOOL;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.KeyUse;
import io.cds.api.Recipient;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Extent;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.SealRequest;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.cobblestone.Cobblestone;
import io.cds.crypto.cobblestone.CobblestoneSealer;
import io.cds.crypto.content.PieceDigests;
import io.cds.crypto.envelope.Network.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;

/** What a sender with good keys can make of a good message; each from randomness of its own. */
final class Sender {

  private static final int BLOCK = 4096;

  final Network network;
  final EnvelopeHead head;
  final byte[] content;
  private final Forge forge;
  private final byte[] plain;

  Sender(Network network, Message good) {
    this.network = network;
    this.head = good.sealed().head();
    this.content = good.content().toArray();
    this.forge = new Forge(network);
    this.plain = new ForgedManifest(network, good).plain();
  }

  /** The text of the routing record. */
  String record() {
    return Forge.json(head);
  }

  /** The text of the manifest. */
  String manifest() {
    return new String(plain, Cobblestone.KEY, plain.length - Cobblestone.KEY, UTF_8);
  }

  byte[] contentKey() {
    return Arrays.copyOf(plain, Cobblestone.KEY);
  }

  /** This text signed as the routing record. */
  EnvelopeHead signed(String record) {
    return forge.routing(head, any -> record);
  }

  /** These octets signed as the routing record. */
  EnvelopeHead signed(byte[] record) {
    return forge.routing(head, record);
  }

  /** The routing record with this piece of text replaced. */
  EnvelopeHead routing(String from, String to) {
    return signed(swapped(record(), from, to));
  }

  /** The routing record with its form changed, which the sender then signs. */
  EnvelopeHead form(Consumer<DerTree> change) {
    DerTree tree = DerTree.of(head.routing().toArray());
    change.accept(tree);
    sign(tree);
    return with(tree.octets());
  }

  /** The form changed behind the sender's back. */
  EnvelopeHead changed(Consumer<DerTree> change) {
    DerTree tree = DerTree.of(head.routing().toArray());
    change.accept(tree);
    return with(tree.octets());
  }

  private void sign(DerTree tree) {
    DerTree signer = tree.at(1, 0, 3, 0);
    byte[] attributes = signer.at(3).octets();
    attributes[0] = 0x31;
    byte[] signature =
        TestAuthority.sign(
            network.vault.privateKey(network.key(SCHOOL, KeyUse.SIGN).ref()), attributes);
    signer.at(5).value(signature);
  }

  /** Other octets as the routing record. */
  EnvelopeHead with(byte[] routing) {
    return new EnvelopeHead(Octets.of(routing), head.routingMldsa(), head.manifest());
  }

  /** Other octets as the manifest, which the sender did not sign. */
  EnvelopeHead unsigned(byte[] manifest) {
    return new EnvelopeHead(head.routing(), head.routingMldsa(), Octets.of(manifest));
  }

  /** Other octets as the manifest, whose length and digest the sender signs. */
  EnvelopeHead sealed(byte[] manifest) {
    return forge.manifest(head, manifest);
  }

  /** The manifest's form changed, and signed. */
  EnvelopeHead manifestForm(Consumer<DerTree> change) {
    DerTree tree = DerTree.of(head.manifest().toArray());
    change.accept(tree);
    return sealed(tree.octets());
  }

  /** The manifest with this piece of its text replaced, padded, sealed and signed. */
  EnvelopeHead manifest(String from, String to) {
    return manifest(json -> padded(swapped(json, from, to)));
  }

  /** The manifest with another text, sealed and signed. */
  EnvelopeHead manifest(UnaryOperator<String> change) {
    String text = change.apply(manifest());
    EnvelopeHead resealed = sealed(sealedManifest(text));
    String record = swapped(Forge.json(resealed), digest(manifest()), digest(text));
    return forge.routing(resealed, any -> record);
  }

  private byte[] sealedManifest(String text) {
    List<SealRequest.To> to =
        List.of(new SealRequest.To(Recipient.original(EDB), network.known(EDB, KeyUse.OPEN)));
    return new ManifestSealer(new Certificates(), OutsideRecipients.none())
        .seal(1, contentKey(), text.getBytes(UTF_8), to, new FixedRandom(text));
  }

  /** The same text with as much padding as fills whole blocks. */
  static String padded(String json) {
    String bare = json.replaceFirst("\"pad\":\"0*\"", "\"pad\":\"\"");
    int length = bare.getBytes(UTF_8).length + Cobblestone.KEY;
    int pad = (BLOCK - length % BLOCK) % BLOCK;
    return bare.replace("\"pad\":\"", "\"pad\":\"" + "0".repeat(pad));
  }

  /** The message with other octets as its content, whose length and digest the sender signs. */
  EnvelopeHead content(byte[] cob) {
    return content(head, cob);
  }

  private EnvelopeHead content(EnvelopeHead to, byte[] cob) {
    PieceDigests digests = new PieceDigests();
    digests.write(cob, 0, cob.length);
    Extent extent = digests.finish();
    String stated =
        "\"content\":{\"digest\":\""
            + extent.digest().hex()
            + "\",\"length\":"
            + extent.length()
            + "}";
    return forge.routing(to, record -> record.replaceFirst("\"content\":\\{[^}]*\\}", stated));
  }

  /** A message of these entries, over these stored octets. */
  Parts files(String entries, byte[] stored) {
    byte[] cob = seal(Arrays.copyOf(stored, Math.max(1024, stored.length)));
    EnvelopeHead told =
        manifest(
            json ->
                padded(
                    json.replaceFirst(
                        "\"attachments\":\\[.*?\\],\"from\"",
                        Matcher.quoteReplacement("\"attachments\":[" + entries + "],\"from\""))));
    return new Parts(content(told, cob), cob);
  }

  /** The entry of an attachment. */
  static String entry(String name, long length, long stored, String compression) {
    return "{\"compression\":\"%s\",\"length\":%d,\"mediaType\":\"a/b\",\"name\":\"%s\",\"stored\":%d}"
        .formatted(compression, length, name, stored);
  }

  /** A head and the content that goes with it. */
  @SuppressWarnings("ArrayRecordComponent") // handed on at once
  record Parts(EnvelopeHead head, byte[] content) {}

  /** The plaintext sealed under the content key. */
  byte[] seal(byte[] plaintext) {
    return seal(plaintext, contentKey(), ContentContext.of(Network.ID));
  }

  static byte[] seal(byte[] plaintext, byte[] key, byte[] context) {
    byte[] salt = new byte[Cobblestone.SALT];
    new FixedRandom("salt of " + plaintext.length).nextBytes(salt);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      CobblestoneSealer sealer = new CobblestoneSealer(key, salt, context, out::write);
      sealer.write(plaintext, 0, plaintext.length);
      sealer.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static String swapped(String text, String from, String to) {
    if (!text.contains(from)) {
      throw new IllegalArgumentException("[" + from + "] is not in [" + text + "]");
    }
    return text.replace(from, to);
  }

  private static String digest(String text) {
    return Digests.digest(text.getBytes(UTF_8)).hex();
  }

  static EnvelopeHead with(EnvelopeHead head, Optional<Octets> mldsa) {
    return new EnvelopeHead(head.routing(), mldsa, head.manifest());
  }
}
