package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CMS_ALGORITHM;
import static io.cds.api.envelope.InvalidReason.CMS_FORM;
import static io.cds.api.envelope.InvalidReason.KEY_TRANSPORT;
import static io.cds.api.envelope.InvalidReason.MANIFEST_CIPHER;
import static io.cds.api.envelope.InvalidReason.RECIPIENTS;
import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.OTHER;

import io.cds.api.Attachment;
import io.cds.api.PartyCode;
import io.cds.api.Watch;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.spi.Sealed;
import io.cds.crypto.algorithm.BouncyCastle;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** A manifest sealed to an outside certificate that the reader's host named, and what is wrong. */
final class OutsideFaults {

  private static final byte[] ONE = {1};
  private static final String SHA_1 = "300906052b0e03021a0500";
  private static final String SHA_256 = "300b0609608648016503040201";
  private static final String MGF1 = "06092a864886f70d010108";

  private final Network network;
  private final Corpus corpus;
  private final Outside outside = new Outside();
  private final Attachment attachment;
  private EnvelopeHead head;
  private byte[] content;

  OutsideFaults(Network network, Corpus corpus, Attachment attachment) {
    this.network = network;
    this.corpus = corpus;
    this.attachment = attachment;
  }

  void add() throws IOException, GeneralSecurityException {
    corpus.outside(EDB, outside.certificate, outside.pair.getPrivate());
    String plaintext = network.codec.sha256(attachment.content().open().readAllBytes()).hex();
    seal(OTHER);
    corpus.message(
        named(VectorText.valid("outside-beside", "one of two by RSAES-OAEP, the other opens"))
            .header("plaintext", plaintext),
        head,
        content,
        OTHER,
        Corpus.AT);
    seal();
    corpus.message(
        named(VectorText.valid("outside", "to an outside certificate that the reader names"))
            .header("plaintext", plaintext),
        head,
        content);
    corpus.message(
        VectorText.fault(
            "cms/key-transport-unnamed", KEY_TRANSPORT, "the same, and the reader names none"),
        head,
        content);
    forms();
    keys();
  }

  private void seal(PartyCode... others) throws IOException {
    MemorySink sink = new MemorySink();
    Sealed sealed =
        outside
            .allowed(network.codec)
            .seal(
                Outside.with(
                    network.request(Set.of(Compression.NONE), List.of(EDB), attachment),
                    outside.to(network, others)),
                sink,
                network.vault,
                Network.ACCESS,
                Watch.none());
    head = sealed.head();
    content = sink.octets();
  }

  private void forms() {
    algorithm("sha1", "parameters that are empty, which means SHA-1", "3000");
    algorithm("digest-sha1", "the digest SHA-1", "3029" + "a00b" + SHA_1 + mgf1(SHA_256));
    algorithm("mgf1-sha1", "MGF1 with SHA-1", "3029" + "a00d" + SHA_256 + mgf1(SHA_1));
    algorithm(
        "label",
        "a label, and be it empty",
        "303c" + "a00d" + SHA_256 + mgf1(SHA_256) + "a20f" + "300d06092a864886f70d0101090400");
    form(
        "pkcs1",
        CMS_ALGORITHM,
        "RSAES-PKCS1-v1_5",
        info -> info.at(2).become(HexFormat.of().parseHex("300d06092a864886f70d0101010500")));
    form(
        "key-id",
        CMS_FORM,
        "the certificate named by its key identifier",
        info -> {
          info.at(0).value(new byte[] {2});
          info.at(1).become(DerTree.wrapped(0x80, new byte[20]));
        });
    form("short", CMS_FORM, "one octet less than the modulus", info -> cut(info.at(3)));
    form("other", KEY_TRANSPORT, "another serial number", info -> info.at(1, 1).value(ONE));
    fault(
        "cms/oaep-twice",
        RECIPIENTS,
        "two keys for one recipient",
        tree -> tree.at(1, 0, 1).children().add(tree.at(1, 0, 1, 0)));
  }

  private static void cut(DerTree part) {
    part.value(Arrays.copyOf(part.value(), 255));
  }

  private void keys() throws GeneralSecurityException {
    key("bit", "a bit of the encrypted key", ContentFaults.flipped(right(), 77));
    key("of-31-octets", "a key of 31 octets", encrypted(31, "SHA-256", ""));
    key("hash-other", "in truth by SHA-1", encrypted(32, "SHA-1", ""));
    key("labelled", "in truth with a label", encrypted(32, "SHA-256", "cds"));
    key("above-the-modulus", "a number above the modulus", above());
  }

  private byte[] right() {
    return DerTree.of(head.manifest().toArray()).at(1, 0, 1, 0, 3).value();
  }

  private static byte[] above() {
    byte[] octets = new byte[256];
    Arrays.fill(octets, (byte) 0xff);
    return octets;
  }

  private byte[] encrypted(int length, String digest, String label)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/NONE/OAEPPadding", BouncyCastle.provider());
    cipher.init(
        Cipher.ENCRYPT_MODE,
        outside.pair.getPublic(),
        new OAEPParameterSpec(
            digest,
            "MGF1",
            new MGF1ParameterSpec(digest),
            new PSource.PSpecified(label.getBytes(java.nio.charset.StandardCharsets.US_ASCII))),
        new FixedRandom(digest + label + length));
    return cipher.doFinal(new byte[length]);
  }

  private static String mgf1(String digest) {
    String inner = MGF1 + digest;
    return "a1%02x30%02x".formatted(inner.length() / 2 + 2, inner.length() / 2) + inner;
  }

  private void algorithm(String name, String why, String parameters) {
    int length = parameters.length() / 2 + 11;
    String whole = "30%02x06092a864886f70d010107".formatted(length) + parameters;
    form(name, CMS_ALGORITHM, why, info -> info.at(2).become(HexFormat.of().parseHex(whole)));
  }

  private void form(String name, InvalidReason reason, String why, Consumer<DerTree> change) {
    fault("cms/oaep-" + name, reason, why, tree -> change.accept(tree.at(1, 0, 1, 0)));
  }

  private void key(String name, String why, byte[] encrypted) {
    fault(
        "manifest/oaep-" + name,
        MANIFEST_CIPHER,
        why,
        tree -> tree.at(1, 0, 1, 0, 3).value(encrypted));
  }

  private void fault(String name, InvalidReason reason, String why, Consumer<DerTree> change) {
    DerTree tree = DerTree.of(head.manifest().toArray());
    change.accept(tree);
    corpus.message(
        named(VectorText.fault(name, reason, why)),
        new Forge(network).manifest(head, tree.octets()),
        content);
  }

  private static VectorText named(VectorText vector) {
    return vector.header("outside", "named");
  }
}
