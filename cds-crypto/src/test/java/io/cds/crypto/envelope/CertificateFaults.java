package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CERTIFICATE;
import static io.cds.api.envelope.InvalidReason.SIGNATURE;
import static io.cds.api.envelope.InvalidReason.SIGNER_EXPIRED;
import static io.cds.api.envelope.InvalidReason.SIGNER_REVOKED;
import static io.cds.api.envelope.InvalidReason.SIGNER_UNKNOWN;
import static io.cds.api.envelope.InvalidReason.SIGNER_WRONG_PARTY;
import static io.cds.api.envelope.InvalidReason.SIGNER_WRONG_USE;
import static io.cds.crypto.envelope.Network.OTHER;
import static io.cds.crypto.envelope.Network.SCHOOL;

import io.cds.api.KeyUse;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.BouncyCastle;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.cms.ContentKind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Certificates that are not of section 10.1, and signers whose certificate does not count. */
final class CertificateFaults {

  private static final Instant PROOF = Instant.parse(Corpus.AT);

  private final Network network;
  private final Sender sender;
  private final Corpus corpus;
  private final KeyPair pair = P256.generate(new FixedRandom("certificates"));
  private final TestAuthority authority;
  private final byte[] good;

  CertificateFaults(Network network, Sender sender, Corpus corpus) {
    this.network = network;
    this.sender = sender;
    this.corpus = corpus;
    this.authority = network.authority;
    this.good = issued(KeyUse.SIGN, pair.getPublic());
  }

  void add() throws GeneralSecurityException {
    valid();
    octets();
    fields();
    subjects();
    extensions();
    keys();
    states();
    signers();
  }

  private byte[] issued(KeyUse use, PublicKey key) {
    return authority.issue("010300", use, key).toArray();
  }

  private void valid() throws GeneralSecurityException {
    valid("sign", "P-256 for SIGN", good);
    valid("open", "P-256 for OPEN", issued(KeyUse.OPEN, pair.getPublic()));
    valid("sign-rsa", "RSA of 2,048 bits for SIGN", issued(KeyUse.SIGN, rsa(2048)));
    valid("log", "Ed25519 for LOG", issued(KeyUse.LOG, generated("Ed25519")));
    for (KeyUse use : new KeyUse[] {KeyUse.SIGN_MLDSA, KeyUse.OPEN_MLKEM}) {
      valid(
          use.name().toLowerCase(Locale.ROOT).replace('_', '-'),
          "a certificate of suite 2",
          network.key(SCHOOL, use).certificate().orElseThrow().toArray());
    }
    valid(
        "non-repudiation",
        "nonRepudiation beside digitalSignature",
        changed(good, t -> usage(t).value(hex("030206c0"))));
    valid(
        "email-protection",
        "emailProtection among the extended uses",
        changed(good, t -> t.at(0, 7, 0).children().add(extended("2b06010505070304"))));
    valid(
        "unit-first",
        "OU before CN",
        changed(good, t -> t.at(0, 5).children().add(t.at(0, 5).children().remove(0))));
  }

  private static DerTree usage(DerTree certificate) {
    DerTree usage = certificate.at(0, 7, 0, 0);
    return usage.children().get(usage.children().size() - 1);
  }

  private static DerTree extended(String oid) {
    byte[] value = DerTree.wrapped(0x30, DerTree.wrapped(6, hex(oid)));
    byte[] id = DerTree.wrapped(6, hex("551d25"));
    byte[] octets = DerTree.wrapped(4, value);
    byte[] both = Arrays.copyOf(id, id.length + octets.length);
    System.arraycopy(octets, 0, both, id.length, octets.length);
    return DerTree.of(0x30, both);
  }

  private static PublicKey rsa(int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", BouncyCastle.provider());
    generator.initialize(bits, new FixedRandom("RSA " + bits));
    return generator.generateKeyPair().getPublic();
  }

  private static PublicKey generated(String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, BouncyCastle.provider());
    generator.initialize(255, new FixedRandom(algorithm));
    return generator.generateKeyPair().getPublic();
  }

  private static PublicKey curve(String name) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BouncyCastle.provider());
    generator.initialize(new ECGenParameterSpec(name), new FixedRandom(name));
    return generator.generateKeyPair().getPublic();
  }

  private void octets() {
    fault("empty", "no octets", new byte[0]);
    fault("no-certificate", "octets that are no certificate", new byte[] {1, 2, 3});
    fault("cut", "the last octet is missing", ContentFaults.cut(good));
    fault("trailing-octet", "an octet behind", Arrays.copyOf(good, good.length + 1));
    fault("signature-bit", "a bit of the root's signature", ContentFaults.flipped(good, -1));
    TestAuthority namesake =
        new TestAuthority("envelope vectors root", new FixedRandom("namesake"));
    fault(
        "another-root-of-this-name",
        "issued by another root of the same name",
        namesake.issue("010300", KeyUse.SIGN, pair.getPublic()).toArray());
    fault("root-itself", "the root's own certificate", authority.root().toArray());
  }

  private void fields() {
    fault("version-1", "X.509 v1", t -> t.at(0).children().remove(0));
    fault("serial-negative", "a serial number below zero", t -> t.at(0, 1).value(new byte[] {-1}));
    fault("serial-zero", "the serial number 0", t -> t.at(0, 1).value(new byte[] {0}));
    byte[] long21 = new byte[21];
    long21[0] = 1;
    fault("serial-of-21-octets", "a serial number of 21 octets", t -> t.at(0, 1).value(long21));
    fault("another-issuer", "an issuer that is not the root", t -> rename(t.at(0, 3, 0, 0, 1)));
    fault(
        "algorithm-sha384",
        "said to be signed by ECDSA with SHA-384",
        t -> {
          t.at(0, 2, 0).value(hex("2a8648ce3d040303"));
          t.at(1, 0).value(hex("2a8648ce3d040303"));
        });
    fault(
        "algorithms-differ",
        "two different signature algorithms",
        t -> t.at(0, 2, 0).value(hex("2a8648ce3d040303")));
  }

  private static void rename(DerTree text) {
    byte[] letters = text.value();
    letters[0] ^= 0x20;
    text.value(letters);
  }

  private void subjects() {
    fault("subject-without-unit", "no OU", t -> t.at(0, 5).children().remove(1));
    fault("subject-empty", "no subject", t -> t.at(0, 5).children().clear());
    fault("subject-three", "three names", t -> t.at(0, 5).children().add(t.at(0, 5, 1)));
    fault(
        "subject-in-one",
        "both attributes in one name",
        t -> t.at(0, 5, 0).children().add(t.at(0, 5).children().remove(1).at(0)));
    fault("use-unknown", "OU names no use", t -> text(t.at(0, 5, 1, 0, 1), "SEAL"));
    fault("use-root", "OU is ROOT", t -> text(t.at(0, 5, 1, 0, 1), "ROOT"));
    fault("use-lower-case", "OU in lower case", t -> text(t.at(0, 5, 1, 0, 1), "sign"));
    fault("party-with-space", "CN is no party code", t -> text(t.at(0, 5, 0, 0, 1), "010 300"));
    fault("party-empty", "an empty CN", t -> text(t.at(0, 5, 0, 0, 1), ""));
    fault(
        "party-too-long",
        "a party code of 33 characters",
        t -> text(t.at(0, 5, 0, 0, 1), "0".repeat(33)));
    fault("organisation", "O in place of OU", t -> t.at(0, 5, 1, 0, 0).value(hex("55040a")));
  }

  private static void text(DerTree part, String text) {
    part.value(text.getBytes(StandardCharsets.UTF_8));
  }

  private void extensions() {
    fault("usage-missing", "no KeyUsage", t -> t.at(0).children().remove(7));
    fault(
        "usage-not-critical",
        "KeyUsage that is not critical",
        t -> t.at(0, 7, 0, 0).children().remove(1));
    fault("usage-agreement", "SIGN with keyAgreement", t -> usage(t).value(hex("03020308")));
    fault("usage-both", "SIGN with keyAgreement too", t -> usage(t).value(hex("03020388")));
    fault(
        "authority",
        "a CA",
        t -> t.at(0, 7, 0).children().add(DerTree.of(hex("300f0603551d130101ff040530030101ff"))));
    fault(
        "extended-usage",
        "ExtendedKeyUsage without emailProtection",
        t -> t.at(0, 7, 0).children().add(extended("2b06010505070301")));
    byte[] open = issued(KeyUse.OPEN, pair.getPublic());
    fault(
        "open-with-signature",
        "OPEN with digitalSignature too",
        changed(open, t -> usage(t).value(hex("03020388"))));
    fault(
        "open-without-agreement",
        "OPEN with keyEncipherment",
        changed(open, t -> usage(t).value(hex("03020520"))));
  }

  private void keys() throws GeneralSecurityException {
    fault("key-p384", "a key on P-384", issued(KeyUse.SIGN, curve("secp384r1")));
    fault("key-rsa-1024", "RSA of 1,024 bits", issued(KeyUse.SIGN, rsa(1024)));
    fault("key-rsa-open", "RSA for OPEN", issued(KeyUse.OPEN, rsa(2048)));
    fault("key-rsa-transmit", "RSA for TRANSMIT", issued(KeyUse.TRANSMIT, rsa(2048)));
    fault("key-ed25519-sign", "Ed25519 for SIGN", issued(KeyUse.SIGN, generated("Ed25519")));
    fault("key-p256-mldsa", "P-256 for SIGN_MLDSA", issued(KeyUse.SIGN_MLDSA, pair.getPublic()));
    fault("key-p256-mlkem", "P-256 for OPEN_MLKEM", issued(KeyUse.OPEN_MLKEM, pair.getPublic()));
    fault(
        "key-off-the-curve",
        "a point that is not on P-256",
        t -> t.at(0, 6, 1).value(ContentFaults.flipped(t.at(0, 6, 1).value(), -1)));
  }

  /** Signers whom the directory does not let count, and some whom it does. */
  private void states() {
    Instant before = PROOF.minus(Duration.ofDays(1));
    Instant after = PROOF.plus(Duration.ofDays(1));
    signer("signer-pending", SIGNER_UNKNOWN, "a key that is not published yet", KeyState.PENDING);
    signer("signer-revoked", SIGNER_REVOKED, "a key revoked, no one says when", KeyState.REVOKED);
    signer("signer-withdrawn", SIGNER_REVOKED, "withdrawn before the proof", before);
    signer("signer-withdrawn-at-once", SIGNER_REVOKED, "withdrawn at the time of the proof", PROOF);
    EnvelopeHead later = signedBy("signer-withdrawn-later", KeyState.REVOKED, after);
    same("signer-withdrawn-later", "withdrawn a day after the proof", later);
    same("signer-retired", "retired", signedBy("signer-retired", KeyState.RETIRED, null));
  }

  private void same(String name, String why, EnvelopeHead head) {
    String plaintext = corpus.header("valid/plain", "plaintext");
    corpus.message(
        VectorText.valid(name, why).header("plaintext", plaintext), head, sender.content);
  }

  private void signer(String name, InvalidReason reason, String why, KeyState state) {
    message(name, reason, why, signedBy(name, state, null));
  }

  private void signer(String name, InvalidReason reason, String why, Instant withdrawn) {
    message(name, reason, why, signedBy(name, KeyState.REVOKED, withdrawn));
  }

  private EnvelopeHead signedBy(String name, KeyState state, @Nullable Instant withdrawn) {
    return signedBy(
        name, state, Optional.ofNullable(withdrawn), TestAuthority.FROM, TestAuthority.TO);
  }

  private void signers() {
    // Long: a table, one row a fault.
    message(
        "signer-expired",
        SIGNER_EXPIRED,
        "its validity ended before the proof",
        valid("signer-expired", TestAuthority.FROM, PROOF.minusSeconds(1)));
    message(
        "signer-not-yet-valid",
        SIGNER_EXPIRED,
        "its validity begins after the proof",
        valid("signer-not-yet-valid", PROOF.plusSeconds(1), TestAuthority.TO));
    message(
        "sealed-before-its-signer",
        SIGNER_EXPIRED,
        "its validity begins after sealedAt",
        valid("sealed-before-its-signer", Network.SEALED_AT.plusSeconds(5), TestAuthority.TO));
    Forge forge = new Forge(network);
    message(
        "signer-of-another-party",
        SIGNER_WRONG_PARTY,
        "signed by HKEAA in the name of 010300",
        forge.signedBy(sender.head, network.key(OTHER, KeyUse.SIGN)));
    for (KeyUse use : new KeyUse[] {KeyUse.TRANSMIT, KeyUse.OPEN}) {
      message(
          "signer-of-use-" + use.name().toLowerCase(Locale.ROOT),
          SIGNER_WRONG_USE,
          "signed by a key of use " + use,
          forge.signedBy(sender.head, network.key(SCHOOL, use)));
    }
    TestAuthority stranger = new TestAuthority("stranger", new FixedRandom("stranger"));
    message(
        "signer-a-stranger",
        SIGNER_UNKNOWN,
        "a valid certificate of another root",
        signed(stranger.issue("010300", KeyUse.SIGN, pair.getPublic()), pair));
    message(
        "signer-another-key",
        SIGNATURE,
        "signed by another key than its certificate's",
        signed(network.key(SCHOOL, KeyUse.SIGN).certificate().orElseThrow(), pair));
  }

  private EnvelopeHead valid(String name, Instant from, Instant to) {
    return signedBy(name, KeyState.ACTIVE, Optional.empty(), from, to);
  }

  /** The good message signed by a key of 010300 that the directory has in this state. */
  private EnvelopeHead signedBy(
      String name, KeyState state, Optional<Instant> withdrawn, Instant from, Instant to) {
    KeyPair own = P256.generate(new FixedRandom(name));
    Octets certificate = authority.issue("010300", KeyUse.SIGN, own.getPublic(), from, to);
    KnownKey k = network.codec.certificate(certificate, authority.root());
    Optional<Instant> revokedAt =
        state == KeyState.REVOKED ? Optional.of(PROOF.plusSeconds(3600)) : Optional.empty();
    corpus.key(
        new KnownKey(
            k.party(),
            k.use(),
            state,
            k.certificate(),
            k.digest(),
            k.notBefore(),
            k.notAfter(),
            revokedAt,
            withdrawn),
        own.getPrivate());
    return signed(certificate, own);
  }

  private EnvelopeHead signed(Octets certificate, KeyPair own) {
    return new Forge(network)
        .sign(
            sender.head,
            ContentKind.ROUTING,
            sender.record(),
            Network.SEALED_AT,
            certificate,
            own.getPrivate());
  }

  private void message(String name, InvalidReason reason, String why, EnvelopeHead head) {
    corpus.message(VectorText.fault("certificate/" + name, reason, why), head, sender.content);
  }

  /** The certificate changed, and signed by the root again. */
  private byte[] changed(byte[] certificate, Consumer<DerTree> change) {
    DerTree tree = DerTree.of(certificate);
    change.accept(tree);
    byte[] signature = TestAuthority.sign(authority.key(), tree.at(0).octets());
    byte[] bits = new byte[signature.length + 1];
    System.arraycopy(signature, 0, bits, 1, signature.length);
    tree.at(2).value(bits);
    return tree.octets();
  }

  private static byte[] hex(String octets) {
    return HexFormat.of().parseHex(octets);
  }

  private void fault(String name, String why, Consumer<DerTree> change) {
    fault(name, why, changed(good, change));
  }

  private void fault(String name, String why, byte[] der) {
    corpus.add(
        VectorText.fault("certificate/" + name, CERTIFICATE, why),
        "certificate",
        "certificate.der",
        der);
  }

  private void valid(String name, String why, byte[] der) {
    VectorText vector = VectorText.valid("certificate-" + name, why);
    corpus.add(vector, "certificate", "certificate.der", der);
  }
}
