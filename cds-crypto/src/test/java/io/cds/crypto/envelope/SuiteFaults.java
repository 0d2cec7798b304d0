package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CMS_ALGORITHM;
import static io.cds.api.envelope.InvalidReason.CMS_ATTRIBUTES;
import static io.cds.api.envelope.InvalidReason.CMS_FORM;
import static io.cds.api.envelope.InvalidReason.CMS_TRAILING;
import static io.cds.api.envelope.InvalidReason.CMS_TYPE;
import static io.cds.api.envelope.InvalidReason.JSON_MEMBER;
import static io.cds.api.envelope.InvalidReason.MANIFEST_CIPHER;
import static io.cds.api.envelope.InvalidReason.MANIFEST_KEY;
import static io.cds.api.envelope.InvalidReason.MLDSA_MISSING;
import static io.cds.api.envelope.InvalidReason.MLDSA_OTHER;
import static io.cds.api.envelope.InvalidReason.MLDSA_UNEXPECTED;
import static io.cds.api.envelope.InvalidReason.RECIPIENTS;
import static io.cds.api.envelope.InvalidReason.SIGNATURE;
import static io.cds.api.envelope.InvalidReason.SIGNER_UNKNOWN;
import static io.cds.api.envelope.InvalidReason.SIGNER_WRONG_PARTY;
import static io.cds.api.envelope.InvalidReason.SIGNER_WRONG_USE;
import static io.cds.api.envelope.InvalidReason.VALUE;
import static io.cds.api.envelope.InvalidReason.VERSION;
import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.OTHER;
import static io.cds.crypto.envelope.Network.SCHOOL;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.crypto.envelope.Network.Message;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Suites that are none, and messages of suite 2 that lack one of its halves. */
final class SuiteFaults {

  private final Network network;
  private final ForgedHybrid forged;
  private final Sender plain;
  private final EnvelopeHead head;
  private final byte[] content;
  private final Corpus corpus;

  SuiteFaults(Network network, Sender plain, Message hybrid, Corpus corpus) {
    this.network = network;
    this.forged = new ForgedHybrid(network);
    this.plain = plain;
    this.head = hybrid.sealed().head();
    this.content = hybrid.content().toArray();
    this.corpus = corpus;
  }

  void add() {
    suites();
    secondSignature();
    secondSigner();
    recipients();
    inner();
  }

  private void suites() {
    classical("suite-3", VERSION, "a suite unheard of", "\"suite\":1", "\"suite\":3");
    classical("suite-0", VALUE, "suites begin with 1", "\"suite\":1", "\"suite\":0");
    classical(
        "suite-2-without-its-keys",
        JSON_MEMBER,
        "suite 2 whose recipient has no mlkem",
        "\"suite\":1",
        "\"suite\":2");
    corpus.message(
        VectorText.fault(
            "suite/suite-1-with-mlkem", JSON_MEMBER, "suite 1 whose recipient has mlkem"),
        plain.routing("\"party\":\"EDB\"", "\"mlkem\":\"" + digest(EDB) + "\",\"party\":\"EDB\""),
        plain.content);
    corpus.message(
        VectorText.fault(
            "suite/second-signature-unexpected",
            MLDSA_UNEXPECTED,
            "suite 1 with a second signature"),
        forged.signedAgain(plain.head, network.key(SCHOOL, KeyUse.SIGN_MLDSA)),
        plain.content);
  }

  private void classical(String name, InvalidReason reason, String why, String from, String to) {
    EnvelopeHead changed = plain.routing(from, to);
    boolean hybrid = to.endsWith("2");
    corpus.message(
        VectorText.fault("suite/" + name, reason, why),
        hybrid ? forged.signedAgain(changed, network.key(SCHOOL, KeyUse.SIGN_MLDSA)) : changed,
        plain.content);
  }

  private void secondSignature() {
    // Long: a table, one row a fault.
    add("second-missing", MLDSA_MISSING, "no second signature", with(Optional.empty()));
    add(
        "second-of-another",
        MLDSA_OTHER,
        "the second signature is over another routing record",
        with(forged.routing(head, r -> r.replace("\"seal\":1", "\"seal\":2")).routingMldsa()));
    second("second-bit", SIGNATURE, "a bit of the second signature", t -> flip(signer(t, 5)));
    second(
        "second-short",
        CMS_FORM,
        "a second signature of 3,308 octets",
        t -> signer(t, 5).value(Arrays.copyOf(signer(t, 5).value(), 3308)));
    second(
        "second-ml-dsa-87",
        CMS_ALGORITHM,
        "ML-DSA-87",
        t -> signer(t, 4).at(0).value(hex("608648016503040313")));
    second(
        "second-digest-sha256",
        CMS_ALGORITHM,
        "SHA-256 in digestAlgorithms",
        t -> t.at(1, 0, 1, 0, 0).value(hex("608648016503040201")));
    second(
        "second-type-of-a-receipt",
        CMS_TYPE,
        "eContentType of a receipt",
        t -> {
          byte[] type = t.at(1, 0, 2, 0).value();
          type[type.length - 1] = 2;
          t.at(1, 0, 2, 0).value(type);
        });
    second(
        "second-not-detached",
        CMS_FORM,
        "the routing record stands in it",
        t ->
            t.at(1, 0, 2)
                .children()
                .add(DerTree.of(0xa0, DerTree.of(4, plain.record().getBytes(UTF_8)).octets())));
    byte[] good = head.routingMldsa().orElseThrow().toArray();
    add(
        "second-trailing-octet",
        CMS_TRAILING,
        "an octet behind the second signature",
        with(Optional.of(Octets.of(Arrays.copyOf(good, good.length + 1)))));
    add(
        "second-is-the-first",
        CMS_ALGORITHM,
        "the first signature in its place",
        with(Optional.of(head.routing())));
  }

  private void secondSigner() {
    add(
        "second-of-another-time",
        CMS_ATTRIBUTES,
        "its signing time is a second later",
        forged.signedAgain(
            head, network.key(SCHOOL, KeyUse.SIGN_MLDSA), Network.SEALED_AT.plusSeconds(1)));
    add(
        "second-by-another-party",
        SIGNER_WRONG_PARTY,
        "the certificate of another party",
        forged.signedAgain(head, network.key(OTHER, KeyUse.SIGN_MLDSA)));
    add(
        "second-by-a-sign-key",
        SIGNER_WRONG_USE,
        "a certificate of use SIGN",
        forged.signedAgain(head, network.key(SCHOOL, KeyUse.SIGN)));
    second(
        "second-by-nobody-known",
        SIGNER_UNKNOWN,
        "another serial number than the certificate's",
        t -> flip(signer(t, 1).at(1)));
  }

  private void recipients() {
    for (KeyUse use : List.of(KeyUse.OPEN, KeyUse.SIGN_MLDSA)) {
      add(
          "mlkem-of-use-" + use.name().toLowerCase(Locale.ROOT).replace('_', '-'),
          RECIPIENTS,
          "mlkem names a certificate of use " + use,
          forged.routing(
              head,
              r ->
                  Sender.swapped(
                      r,
                      "\"mlkem\":\"" + digest(EDB),
                      "\"mlkem\":\"" + network.known(EDB, use).digest().hex())));
    }
    add(
        "mlkem-of-another",
        RECIPIENTS,
        "mlkem names another party's certificate",
        forged.routing(head, r -> Sender.swapped(r, digest(EDB), digest(OTHER))));
  }

  private String digest(PartyCode party) {
    return network.known(party, KeyUse.OPEN_MLKEM).digest().hex();
  }

  private void inner() {
    // Long: a table, one row a fault.
    innerOctets(
        "inner-missing",
        CMS_FORM,
        "suite 1's plaintext in place of the inner one",
        (new String(plain.contentKey(), ISO_8859_1) + plain.manifest()).getBytes(ISO_8859_1));
    inner("inner-tag", MANIFEST_CIPHER, "a bit of the inner tag", t -> flip(t.at(1, 0, 3)));
    inner(
        "inner-nonce",
        MANIFEST_CIPHER,
        "a bit of the inner nonce",
        t -> flip(t.at(1, 0, 2, 1, 1, 0)));
    inner("inner-ciphertext", MANIFEST_KEY, "a bit of the ML-KEM ciphertext", t -> flip(kem(t, 3)));
    inner("inner-wrapped-key", MANIFEST_KEY, "a bit of the wrapped key", t -> flip(kem(t, 7)));
    inner(
        "inner-ciphertext-short",
        CMS_FORM,
        "an ML-KEM ciphertext of 1,087 octets",
        t -> kem(t, 3).value(Arrays.copyOf(kem(t, 3).value(), 1087)));
    inner(
        "inner-ml-kem-1024",
        CMS_ALGORITHM,
        "ML-KEM-1024",
        t -> kem(t, 2).at(0).value(hex("608648016503040403")));
    inner(
        "inner-hkdf-sha512",
        CMS_ALGORITHM,
        "HKDF with SHA-512",
        t -> kem(t, 4).at(0).value(hex("2a864886f70d010910031e")));
    inner(
        "inner-key-of-16",
        CMS_FORM,
        "a key-encryption key of 16 octets",
        t -> kem(t, 5).value(new byte[] {16}));
    inner(
        "inner-user-key-material",
        CMS_FORM,
        "user keying material is there",
        t ->
            t.at(1, 0, 1, 0, 1)
                .children()
                .add(6, DerTree.of(0xa0, DerTree.of(4, new byte[8]).octets())));
    inner(
        "inner-recipients-two",
        RECIPIENTS,
        "two KEMRecipientInfos for one recipient",
        t -> t.at(1, 0, 1).children().add(t.at(1, 0, 1, 0)));
    inner(
        "inner-serial",
        RECIPIENTS,
        "another serial number than the certificate's",
        t -> flip(kem(t, 1).at(1)));
  }

  private static DerTree kem(DerTree inner, int part) {
    return inner.at(1, 0, 1, 0, 1, part);
  }

  private static DerTree signer(DerTree second, int part) {
    return second.at(1, 0, 3, 0, part);
  }

  private static void flip(DerTree part) {
    part.value(ContentFaults.flipped(part.value(), -1));
  }

  private static byte[] hex(String oid) {
    return HexFormat.of().parseHex(oid);
  }

  /** Another second signature on the same message. */
  private EnvelopeHead with(Optional<Octets> second) {
    return ForgedHybrid.with(head, second);
  }

  private void second(String name, InvalidReason reason, String why, Consumer<DerTree> change) {
    DerTree tree = DerTree.of(head.routingMldsa().orElseThrow().toArray());
    change.accept(tree);
    add(name, reason, why, with(Optional.of(Octets.of(tree.octets()))));
  }

  private void inner(String name, InvalidReason reason, String why, Consumer<DerTree> change) {
    DerTree tree = DerTree.of(forged.inner(head, 0));
    change.accept(tree);
    innerOctets(name, reason, why, tree.octets());
  }

  private void innerOctets(String name, InvalidReason reason, String why, byte[] changed) {
    byte[] manifest =
        new ManifestSealer(new Certificates(), OutsideRecipients.none())
            .outer(changed, List.of(network.hybridTo(EDB)), new FixedRandom(name));
    EnvelopeHead sealed = new Forge(network).manifest(head, manifest);
    add(name, reason, why, forged.signedAgain(sealed, network.key(SCHOOL, KeyUse.SIGN_MLDSA)));
  }

  private void add(String name, InvalidReason reason, String why, EnvelopeHead changed) {
    corpus.message(VectorText.fault("suite/" + name, reason, why), changed, content);
  }
}
