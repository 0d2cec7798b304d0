package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CMS_ALGORITHM;
import static io.cds.api.envelope.InvalidReason.CMS_ATTRIBUTES;
import static io.cds.api.envelope.InvalidReason.CMS_FORM;
import static io.cds.api.envelope.InvalidReason.CMS_TRAILING;
import static io.cds.api.envelope.InvalidReason.CMS_TYPE;
import static io.cds.api.envelope.InvalidReason.RECIPIENTS;
import static io.cds.api.envelope.InvalidReason.SIGNER_UNKNOWN;

import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidReason;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Structures that are not the ones of sections 6 and 7, or not DER. */
final class CmsFaults {

  private static final String SHA_384 = "300b0609608648016503040202";
  private static final String SHA_256_WITH_NULL = "300d06096086480165030402010500";

  private final Sender sender;
  private final Corpus corpus;

  CmsFaults(Sender sender, Corpus corpus) {
    this.sender = sender;
    this.corpus = corpus;
  }

  void add() {
    encodings();
    signedStructure();
    signerInfo();
    attributes();
    sealedStructure();
    recipients();
  }

  private void encodings() {
    byte[] der = sender.head.routing().toArray();
    octets("trailing-octet", CMS_TRAILING, "an octet behind", Arrays.copyOf(der, der.length + 1));
    octets("cut", CMS_FORM, "the last octet is missing", ContentFaults.cut(der));
    octets("empty", CMS_FORM, "no octets", new byte[0]);
    octets("one-octet", CMS_FORM, "a tag alone", new byte[] {0x30});
    octets("indefinite-length", CMS_FORM, "BER: an indefinite length", indefinite(der));
    octets("longer-length", CMS_FORM, "BER: a length in three octets", longer(der));
    octets(
        "length-of-4-gib",
        CMS_FORM,
        "a length far beyond the octets",
        HexFormat.of().parseHex("3084ffffffff06"));
    octets("zeros", CMS_FORM, "zeros alone", new byte[64]);
    octets(
        "no-der",
        CMS_FORM,
        "the text without its structure",
        sender.record().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    octets("nested-deep", CMS_FORM, "sequences in each other, 4,000 deep", nested(4000));
  }

  private static byte[] indefinite(byte[] der) {
    byte[] result = Arrays.copyOf(der, der.length);
    result[1] = (byte) 0x80;
    System.arraycopy(der, 4, result, 2, der.length - 4);
    result[der.length - 1] = 0;
    result[der.length - 2] = 0;
    return result;
  }

  private static byte[] longer(byte[] der) {
    byte[] result = new byte[der.length + 1];
    result[0] = der[0];
    result[1] = (byte) 0x83;
    System.arraycopy(der, 2, result, 3, der.length - 2);
    return result;
  }

  private static byte[] nested(int depth) {
    byte[] der = {0x30, 0};
    for (int i = 1; i < depth; i++) {
      der = DerTree.wrapped(0x30, der);
    }
    return der;
  }

  private void signedStructure() {
    // Long: a table, one row a fault.
    signed(
        "not-signed-data",
        CMS_FORM,
        "id-data in place of id-signedData",
        t -> t.at(0).value(HexFormat.of().parseHex("2a864886f70d010701")));
    signed(
        "version-1", CMS_FORM, "SignedData of version 1", t -> t.at(1, 0, 0).value(new byte[] {1}));
    signed(
        "digest-sha384",
        CMS_ALGORITHM,
        "digestAlgorithms names SHA-384",
        t -> t.at(1, 0, 1, 0).become(hex(SHA_384)));
    signed(
        "digest-with-null",
        CMS_ALGORITHM,
        "SHA-256 with parameters NULL",
        t -> t.at(1, 0, 1, 0).become(hex(SHA_256_WITH_NULL)));
    signed(
        "digest-none",
        CMS_FORM,
        "digestAlgorithms is empty",
        t -> t.at(1, 0, 1).children().clear());
    signed(
        "type-of-a-receipt",
        CMS_TYPE,
        "eContentType of a receipt",
        t -> t.at(1, 0, 2, 0).value(kind(t.at(1, 0, 2, 0), 2)));
    signed(
        "type-data",
        CMS_TYPE,
        "eContentType id-data",
        t -> t.at(1, 0, 2, 0).value(HexFormat.of().parseHex("2a864886f70d010701")));
    signed("content-missing", CMS_FORM, "no eContent", t -> t.at(1, 0, 2).children().remove(1));
    signed("content-in-pieces", CMS_FORM, "BER: eContent in pieces", CmsFaults::inPieces);
    signed(
        "with-certificates",
        CMS_FORM,
        "certificates are there",
        t ->
            t.at(1, 0)
                .children()
                .add(3, DerTree.of(0xa0, sender.network.authority.root().toArray())));
    signed(
        "with-crls",
        CMS_FORM,
        "an empty crls is there",
        t -> t.at(1, 0).children().add(3, DerTree.of(0xa1, new byte[0])));
    signed("no-signer", CMS_FORM, "no SignerInfo", t -> t.at(1, 0, 3).children().clear());
    signed(
        "two-signers",
        CMS_FORM,
        "the same SignerInfo twice",
        t -> t.at(1, 0, 3).children().add(t.at(1, 0, 3, 0)));
  }

  /** The same eContentType with another last number. */
  private static byte[] kind(DerTree type, int number) {
    byte[] value = type.value();
    value[value.length - 1] = (byte) number;
    return value;
  }

  private static void inPieces(DerTree tree) {
    byte[] content = tree.at(1, 0, 2, 1, 0).value();
    DerTree pieces = DerTree.of(0x24, new byte[0]);
    pieces.children().add(DerTree.of(4, Arrays.copyOf(content, 100)));
    pieces.children().add(DerTree.of(4, Arrays.copyOfRange(content, 100, content.length)));
    tree.at(1, 0, 2, 1).children().set(0, pieces);
  }

  private void signerInfo() {
    // Long: a table, one row a fault.
    signed(
        "signer-version-3",
        CMS_FORM,
        "SignerInfo of version 3",
        t -> t.at(1, 0, 3, 0, 0).value(new byte[] {3}));
    signed(
        "signer-by-key-id",
        CMS_FORM,
        "a subjectKeyIdentifier for the signer",
        t -> t.at(1, 0, 3, 0, 1).tag(0x80).value(new byte[20]));
    signed(
        "signer-serial",
        SIGNER_UNKNOWN,
        "another serial number than the certificate's",
        t -> flip(t.at(1, 0, 3, 0, 1, 1)));
    signed(
        "signer-digest-sha384",
        CMS_ALGORITHM,
        "digestAlgorithm is SHA-384",
        t -> t.at(1, 0, 3, 0, 2).become(hex(SHA_384)));
    signed(
        "ecdsa-sha384",
        CMS_ALGORITHM,
        "ECDSA with SHA-384",
        t -> t.at(1, 0, 3, 0, 4, 0).value(HexFormat.of().parseHex("2a8648ce3d040303")));
    signed(
        "ecdsa-with-null",
        CMS_ALGORITHM,
        "ECDSA with parameters NULL",
        t -> t.at(1, 0, 3, 0, 4).children().add(DerTree.of(5, new byte[0])));
    signed(
        "rsa-pkcs1",
        CMS_ALGORITHM,
        "RSA with PKCS #1 v1.5",
        t -> t.at(1, 0, 3, 0, 4).become(hex("300d06092a864886f70d01010b0500")));
    signed(
        "with-unsigned-attribute",
        CMS_FORM,
        "unsigned attributes are there",
        t -> t.at(1, 0, 3, 0).children().add(DerTree.of(0xa1, new byte[0])));
    signed(
        "without-attributes",
        CMS_FORM,
        "no signed attributes",
        t -> t.at(1, 0, 3, 0).children().remove(3));
  }

  private void attributes() {
    // Long: a table, one row a fault.
    attribute("attribute-missing", "no signingTime", a -> a.children().remove(0));
    attribute(
        "attribute-more",
        "a fifth attribute",
        a -> a.children().add(DerTree.of(hex("3010060a2b060104018237ff7f0131020500"))));
    attribute(
        "attributes-unsorted", "not in DER order", a -> a.children().add(a.children().remove(0)));
    attribute("attribute-twice", "signingTime twice", a -> a.children().add(1, a.at(0)));
    attribute("message-digest", "messageDigest of other octets", a -> flip(a.at(2, 1, 0)));
    attribute(
        "content-type-attribute",
        "contentType of a receipt",
        a -> a.at(1, 1, 0).value(kind(a.at(1, 1, 0), 2)));
    attribute(
        "generalized-time",
        "GeneralizedTime before 2050",
        a ->
            a.at(0, 1, 0)
                .tag(24)
                .value("20261121153045Z".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    attribute(
        "time-without-zone",
        "UTCTime without Z",
        a ->
            a.at(0, 1, 0)
                .value("261121153045+".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    attribute(
        "two-values", "two values of messageDigest", a -> a.at(2, 1).children().add(a.at(2, 1, 0)));
    message(
        "certificate-hash",
        SIGNER_UNKNOWN,
        "signingCertificateV2 of a certificate that the directory does not hold",
        sender.form(t -> flip(t.at(1, 0, 3, 0, 3, 3, 1, 0, 0, 0, 0))));
  }

  private void attribute(String name, String why, Consumer<DerTree> change) {
    message(name, CMS_ATTRIBUTES, why, sender.form(t -> change.accept(t.at(1, 0, 3, 0, 3))));
  }

  private void sealedStructure() {
    // Long: a table, one row a fault.
    byte[] manifest = sender.head.manifest().toArray();
    message(
        "manifest-trailing-octet",
        CMS_TRAILING,
        "an octet behind a signed manifest",
        sender.sealed(Arrays.copyOf(manifest, manifest.length + 1)));
    message(
        "manifest-longer-length",
        CMS_FORM,
        "BER in a signed manifest",
        sender.sealed(longer(manifest)));
    message(
        "manifest-cut",
        CMS_FORM,
        "the last octet is missing, and that is signed",
        sender.sealed(ContentFaults.cut(manifest)));
    sealed(
        "enveloped-data",
        CMS_FORM,
        "id-envelopedData, which has no tag",
        t -> t.at(0).value(HexFormat.of().parseHex("2a864886f70d010703")));
    sealed(
        "enveloped-version-1",
        CMS_FORM,
        "AuthEnvelopedData of version 1",
        t -> t.at(1, 0, 0).value(new byte[] {1}));
    sealed(
        "agreement-version-2",
        CMS_FORM,
        "KeyAgreeRecipientInfo of version 2",
        t -> t.at(1, 0, 1, 0, 0).value(new byte[] {2}));
    sealed(
        "curve-p384",
        CMS_ALGORITHM,
        "the curve P-384",
        t -> t.at(1, 0, 1, 0, 1, 0, 0, 1).value(HexFormat.of().parseHex("2b81040022")));
    sealed(
        "kdf-sha1",
        CMS_ALGORITHM,
        "the key derivation with SHA-1",
        t -> t.at(1, 0, 1, 0, 2, 0).value(HexFormat.of().parseHex("2b81051086483f0002")));
    sealed(
        "wrap-aes128",
        CMS_ALGORITHM,
        "AES-128 key wrap",
        t -> t.at(1, 0, 1, 0, 2, 1, 0).value(HexFormat.of().parseHex("608648016503040105")));
    sealed(
        "cipher-aes128",
        CMS_ALGORITHM,
        "AES-128-GCM",
        t -> t.at(1, 0, 2, 1, 0).value(HexFormat.of().parseHex("608648016503040106")));
    sealed(
        "tag-of-12",
        CMS_FORM,
        "a tag of 12 octets stated",
        t -> t.at(1, 0, 2, 1, 1, 1).value(new byte[] {12}));
    sealed(
        "tag-short",
        CMS_FORM,
        "a tag of 12 octets",
        t -> t.at(1, 0, 3).value(Arrays.copyOf(t.at(1, 0, 3).value(), 12)));
    sealed(
        "nonce-of-16",
        CMS_FORM,
        "a nonce of 16 octets",
        t -> t.at(1, 0, 2, 1, 1, 0).value(new byte[16]));
    sealed(
        "with-user-key-material",
        CMS_FORM,
        "user keying material is there",
        t ->
            t.at(1, 0, 1, 0)
                .children()
                .add(2, DerTree.of(0xa1, DerTree.of(4, new byte[8]).octets())));
    sealed(
        "with-authenticated-attributes",
        CMS_FORM,
        "authenticated attributes are there",
        t -> t.at(1, 0).children().add(3, DerTree.of(0xa1, new byte[0])));
    sealed(
        "content-type-signed",
        CMS_FORM,
        "the content is said to be signedData",
        t -> t.at(1, 0, 2, 0).value(HexFormat.of().parseHex("2a864886f70d010702")));
    sealed(
        "point-compressed",
        CMS_FORM,
        "the ephemeral point in 33 octets",
        t -> t.at(1, 0, 1, 0, 1, 0, 1).value(compressed(t.at(1, 0, 1, 0, 1, 0, 1).value())));
    sealed(
        "point-unused-bits",
        CMS_FORM,
        "unused bits in the ephemeral point",
        t -> t.at(1, 0, 1, 0, 1, 0, 1).value(unused(t.at(1, 0, 1, 0, 1, 0, 1).value())));
  }

  private static byte[] compressed(byte[] bits) {
    byte[] result = Arrays.copyOf(bits, 34);
    result[1] = (byte) (2 + (bits[65] & 1));
    return result;
  }

  private static byte[] unused(byte[] bits) {
    byte[] result = bits.clone();
    result[0] = 1;
    result[65] &= (byte) 0xfe;
    return result;
  }

  private void recipients() {
    sealed(
        "wrapped-key-short",
        CMS_FORM,
        "a wrapped key of 32 octets",
        t -> t.at(1, 0, 1, 0, 3, 0, 1).value(new byte[32]));
    sealed(
        "recipients-none",
        RECIPIENTS,
        "no wrapped key",
        t -> t.at(1, 0, 1, 0, 3).children().clear());
    sealed(
        "recipient-infos-two",
        CMS_FORM,
        "two RecipientInfos",
        t -> t.at(1, 0, 1).children().add(t.at(1, 0, 1, 0)));
    sealed(
        "recipients-two",
        RECIPIENTS,
        "two wrapped keys for one recipient",
        t -> t.at(1, 0, 1, 0, 3).children().add(t.at(1, 0, 1, 0, 3, 0)));
    sealed(
        "recipient-serial",
        RECIPIENTS,
        "another serial number than the certificate's",
        t -> flip(t.at(1, 0, 1, 0, 3, 0, 0, 1)));
  }

  /** Changes the last octet. */
  private static void flip(DerTree part) {
    part.value(ContentFaults.flipped(part.value(), -1));
  }

  private static byte[] hex(String der) {
    return HexFormat.of().parseHex(der);
  }

  private void octets(String name, InvalidReason reason, String why, byte[] routing) {
    message(name, reason, why, sender.with(routing));
  }

  private void signed(String name, InvalidReason reason, String why, Consumer<DerTree> change) {
    message(name, reason, why, sender.changed(change));
  }

  private void sealed(String name, InvalidReason reason, String why, Consumer<DerTree> change) {
    message(name, reason, why, sender.manifestForm(change));
  }

  private void message(String name, InvalidReason reason, String why, EnvelopeHead head) {
    corpus.message(VectorText.fault("cms/" + name, reason, why), head, sender.content);
  }
}
