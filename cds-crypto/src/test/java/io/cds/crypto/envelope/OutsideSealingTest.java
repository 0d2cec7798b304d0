package io.cds.crypto.envelope;

import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.OTHER;
import static io.cds.crypto.envelope.Network.attachment;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.Attachment;
import io.cds.api.CdsException;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.Recipient;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.SealRequest;
import io.cds.crypto.algorithm.BouncyCastle;
import io.cds.crypto.algorithm.KeyTransport;
import io.cds.crypto.cms.AuthEnvelopedData;
import io.cds.crypto.envelope.Network.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.MGF1ParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealing to an outside certificate: only where the host says so, on every side. */
class OutsideSealingTest {

  private static final Attachment FILE = attachment("a.txt", new byte[20]);

  private static final Outside OUTSIDE = new Outside();

  private final Network network = OUTSIDE.at(new Network("outside", OUTSIDE::allowed));
  private final Network without = OUTSIDE.at(new Network("outside"));

  @Test
  void bothSidesSayItAndTheMessageOpensBesideOneThatIsSealedByAgreement() throws IOException {
    Message message = sealed(OTHER);
    assertThat(read(message).transported()).hasSize(1);
    assertThat(read(message).recipients()).hasSize(1);
    for (PartyCode self : List.of(EDB, OTHER)) {
      assertThat(network.open(message.envelope(), self).sinks().get(0).octets())
          .isEqualTo(new byte[20]);
    }
  }

  @Test
  void aMessageToOutsideCertificatesAloneHasNoAgreement() throws IOException {
    Message message = sealed();
    assertThat(read(message).originator()).isEmpty();
    assertThat(message.sealed().routing().routing().to().get(0).certificate())
        .isEqualTo(OUTSIDE.key().digest());
    assertThat(network.open(message.envelope(), EDB).sinks().get(0).octets())
        .isEqualTo(new byte[20]);
  }

  @Test
  void withoutTheSettingNothingIsSealedSoAndNobodyTakesIt() throws IOException {
    refused(InvalidReason.KEY_TRANSPORT, () -> without.seal(request(without)))
        .hasMessageContaining("EDB");
    Message message = sealed(OTHER);
    for (PartyCode self : List.of(EDB, OTHER)) {
      refused(InvalidReason.KEY_TRANSPORT, () -> without.open(message.envelope(), self));
    }
    refused(
        InvalidReason.KEY_TRANSPORT,
        () -> without.codec.check(message.sealed().head(), without.directory, Network.SEALED_AT));
    assertThat(without.codec.outside(EDB)).isEmpty();
  }

  @Test
  void aCertificateThatIsNamedForAnotherPartyOrNotAtAllIsAsIfThereWereNoSetting()
      throws IOException {
    Octets another = OUTSIDE.issue(OUTSIDE.pair(2048), KeyUsage.keyEncipherment);
    for (OutsideRecipients other :
        List.of(
            OutsideRecipients.none().certificate(OTHER, OUTSIDE.certificate),
            OutsideRecipients.none().certificate(EDB, another))) {
      Network elsewhere =
          OUTSIDE.at(new Network("outside", codec -> ((EnvelopeV1) codec).allowing(other)));
      refused(InvalidReason.KEY_TRANSPORT, () -> elsewhere.seal(request(elsewhere)));
      Message message = sealed(OTHER);
      refused(InvalidReason.KEY_TRANSPORT, () -> elsewhere.open(message.envelope(), EDB));
    }
  }

  @Test
  void aMessageOfSuite2IsNeverSealedSo() {
    Network hybrid = new Network("outside", OUTSIDE::allowed).hybrid();
    SealRequest request = hybrid.hybridRequest(List.of(EDB), FILE);
    SealRequest.To to =
        new SealRequest.To(
            Recipient.original(EDB), OUTSIDE.key(), request.recipients().get(0).mlkem());
    refused(InvalidReason.KEY_TRANSPORT, () -> hybrid.seal(Outside.with(request, List.of(to))))
        .hasMessageContaining("suite 1");
  }

  @Test
  void aMessageThatSaysSuite2IsRefusedThoughItsKeyIsUnderOaep() throws IOException {
    Network hybrid = OUTSIDE.at(new Network("outside", OUTSIDE::allowed).hybrid());
    Message good = hybrid.seal(hybrid.hybridRequest(List.of(EDB), FILE));
    Message classical = hybrid.seal(request(hybrid));
    ForgedHybrid forge = new ForgedHybrid(hybrid);
    String open = hybrid.known(EDB, KeyUse.OPEN).digest().hex();
    EnvelopeHead said =
        forge.routing(
            good.sealed().head(), record -> record.replace(open, OUTSIDE.key().digest().hex()));
    EnvelopeHead forged = forge.manifest(said, classical.sealed().head().manifest().toArray());
    refused(
        InvalidReason.KEY_TRANSPORT,
        () -> hybrid.codec.check(forged, hybrid.directory, Network.SEALED_AT));
  }

  /** Whatever does not decrypt is told in the same words as a wrong tag: nothing to ask about. */
  @Test
  void everythingThatDoesNotDecryptIsToldAlike() throws Exception {
    Message good = sealed();
    byte[] right = read(good).transported().get(0).encrypted().toArray();
    byte[] modulus = new byte[256];
    Arrays.fill(modulus, (byte) 0xff);
    byte[] zeros = new byte[256];
    Map<String, byte[]> wrong = new LinkedHashMap<>();
    wrong.put("another key of 32 octets", encrypted(new byte[32], "SHA-256", ""));
    wrong.put("a key of 31 octets", encrypted(new byte[31], "SHA-256", ""));
    wrong.put("a key of 33 octets", encrypted(new byte[33], "SHA-256", ""));
    wrong.put("no octets", encrypted(new byte[0], "SHA-256", ""));
    wrong.put("a label", encrypted(new byte[32], "SHA-256", "label"));
    wrong.put("SHA-1", encrypted(new byte[32], "SHA-1", ""));
    wrong.put("PKCS #1 v1.5", pkcs1(new byte[32]));
    wrong.put("a bit changed", ContentFaults.flipped(right, 200));
    wrong.put("more than the modulus", modulus);
    wrong.put("zero", zeros);
    List<String> told = new ArrayList<>();
    wrong.forEach(
        (why, octets) -> {
          EnvelopeHead head = manifest(good, t -> t.at(1, 0, 1, 0, 3).value(octets));
          refused(InvalidReason.MANIFEST_CIPHER, () -> network.open(envelope(head, good), EDB))
              .as(why)
              .satisfies(e -> told.add(e.getMessage() + ", cause " + e.getCause()));
        });
    EnvelopeHead tag =
        manifest(good, t -> t.at(1, 0, 3).value(ContentFaults.flipped(t.at(1, 0, 3).value(), 9)));
    refused(InvalidReason.MANIFEST_CIPHER, () -> network.open(envelope(tag, good), EDB))
        .satisfies(e -> told.add(e.getMessage() + ", cause " + e.getCause()));
    assertThat(told).hasSize(wrong.size() + 1).containsOnly(told.get(0));
  }

  @Test
  void onlyACertificateForKeysMayBeNamed() {
    OutsideRecipients none = OutsideRecipients.none();
    KeyPair small = OUTSIDE.pair(2032);
    for (Octets unfit :
        List.of(
            OUTSIDE.issue(OUTSIDE.pair, KeyUsage.digitalSignature),
            OUTSIDE.issue(OUTSIDE.pair, KeyUsage.dataEncipherment),
            OUTSIDE.issue(OUTSIDE.pair, KeyUsage.keyEncipherment | KeyUsage.digitalSignature),
            OUTSIDE.issue(OUTSIDE.pair, KeyUsage.keyEncipherment | KeyUsage.nonRepudiation),
            OUTSIDE.issue(small, KeyUsage.keyEncipherment),
            OUTSIDE.authority.authority(OUTSIDE.pair.getPublic(), KeyUsage.keyEncipherment),
            OUTSIDE.authority.issue("CN=P-256", curve().getPublic(), KeyUsage.keyEncipherment))) {
      assertThatThrownBy(() -> none.certificate(EDB, unfit))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("for keyEncipherment, and for no signature");
    }
    assertThatThrownBy(() -> none.certificate(EDB, Octets.of(new byte[9])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X.509 in DER");
    assertThatThrownBy(() -> OUTSIDE.recipients.certificate(OTHER, OUTSIDE.certificate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("named before");
  }

  @Test
  void whatLapsedIsNotSealedToAndStillOpens() throws IOException {
    SealRequest now = request(network);
    SealRequest later =
        new SealRequest(
            now.net(),
            now.key(),
            now.seal(),
            now.signKey(),
            currentFor(now.signCertificate()),
            now.recipients(),
            TestAuthority.TO.plus(Duration.ofDays(1)),
            TestAuthority.TO.plus(Duration.ofDays(2)),
            now.test(),
            now.heading(),
            now.attachments(),
            now.compressions());
    assertThatThrownBy(() -> network.seal(later))
        .isInstanceOfSatisfying(
            CdsException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.RECIPIENT_KEY_MISSING))
        .hasMessageContaining("EDB");
    Octets renewed = OUTSIDE.issue(OUTSIDE.pair(2048), KeyUsage.keyEncipherment);
    OutsideRecipients both = OUTSIDE.recipients.certificate(EDB, renewed);
    Network after =
        OUTSIDE.at(new Network("outside", codec -> ((EnvelopeV1) codec).allowing(both)));
    assertThat(after.codec.outside(EDB)).hasSize(2).contains(OUTSIDE.key());
    assertThat(after.codec.parallel(Runnable::run, 2).outside(EDB)).hasSize(2);
    assertThat(after.open(sealed().envelope(), EDB).sinks()).hasSize(1);
  }

  @Test
  void opensslOpensWhatIsSealedHere(@TempDir Path directory) throws IOException {
    OpenSsl.assumePresent();
    Message message = sealed(OTHER);
    files(directory);
    Files.write(directory.resolve("manifest.p7m"), message.sealed().head().manifest().toArray());
    OpenSsl.Run shown =
        openssl(directory, "cms -cmsout -print -noout -inform DER -in manifest.p7m");
    assertThat(shown.output())
        .contains("d.ktri", "rsaesOaep", "sha256", "mgf1")
        .doesNotContain("pSourceFunc: SEQUENCE");
    OpenSsl.Run run =
        openssl(
            directory,
            "cms -decrypt -binary -inform DER -in manifest.p7m -recip edb.pem -inkey edb.key"
                + " -out manifest.bin");
    assertThat(run.code()).as(run.output()).isZero();
    byte[] plain = Files.readAllBytes(directory.resolve("manifest.bin"));
    assertThat(network.codec.sha256(Arrays.copyOfRange(plain, 32, plain.length)))
        .isEqualTo(message.sealed().routing().routing().manifestJson());
  }

  @Test
  void whatOpensslSealsOpensHere(@TempDir Path directory) throws IOException {
    OpenSsl.assumePresent();
    Message message = sealed();
    files(directory);
    Files.write(directory.resolve("manifest.p7m"), message.sealed().head().manifest().toArray());
    openssl(
        directory,
        "cms -decrypt -binary -inform DER -in manifest.p7m -recip edb.pem -inkey edb.key"
            + " -out manifest.bin");
    OpenSsl.Run run =
        openssl(
            directory,
            "cms -encrypt -binary -aes-256-gcm -in manifest.bin -outform DER -out theirs.p7m"
                + " -recip edb.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256"
                + " -keyopt rsa_mgf1_md:sha256");
    assertThat(run.code()).as(run.output()).isZero();
    byte[] theirs = Files.readAllBytes(directory.resolve("theirs.p7m"));
    EnvelopeHead head = new Forge(network).manifest(message.sealed().head(), theirs);
    assertThat(network.open(envelope(head, message), EDB).sinks().get(0).octets())
        .isEqualTo(new byte[20]);
  }

  @Test
  void aKeyIsDecryptedToItselfOrToNothingThatAnybodyKnows() {
    byte[] key = new byte[32];
    key[5] = 9;
    byte[] encrypted =
        KeyTransport.encrypt(OUTSIDE.pair.getPublic(), key, new FixedRandom("encrypt"));
    assertThat(encrypted).hasSize(256);
    FixedRandom random = new FixedRandom("decrypt");
    assertThat(KeyTransport.decrypt(OUTSIDE.pair.getPrivate(), encrypted, random)).isEqualTo(key);
    byte[] first = KeyTransport.decrypt(OUTSIDE.pair.getPrivate(), new byte[256], random);
    byte[] second = KeyTransport.decrypt(OUTSIDE.pair.getPrivate(), new byte[256], random);
    assertThat(first).hasSize(32).isNotEqualTo(second).isNotEqualTo(new byte[32]);
  }

  private Message sealed(PartyCode... others) throws IOException {
    return network.seal(request(network, others));
  }

  private SealRequest request(Network in, PartyCode... others) {
    return Outside.with(in.request(List.of(EDB), FILE), OUTSIDE.to(in, others));
  }

  private static AuthEnvelopedData read(Message message) {
    return AuthEnvelopedData.read(message.sealed().head().manifest().toArray(), 64, true);
  }

  private EnvelopeHead manifest(Message good, Consumer<DerTree> change) {
    DerTree tree = DerTree.of(good.sealed().head().manifest().toArray());
    change.accept(tree);
    return new Forge(network).manifest(good.sealed().head(), tree.octets());
  }

  private static Envelope envelope(EnvelopeHead head, Message of) {
    return new Envelope(head, Source.of(of.content().toArray()));
  }

  private byte[] encrypted(byte[] key, String digest, String label)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/NONE/OAEPPadding", BouncyCastle.provider());
    cipher.init(
        Cipher.ENCRYPT_MODE,
        OUTSIDE.pair.getPublic(),
        new OAEPParameterSpec(
            digest,
            "MGF1",
            new MGF1ParameterSpec(digest),
            new PSource.PSpecified(label.getBytes(US_ASCII))));
    return cipher.doFinal(key);
  }

  private byte[] pkcs1(byte[] key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/NONE/PKCS1Padding", BouncyCastle.provider());
    cipher.init(Cipher.ENCRYPT_MODE, OUTSIDE.pair.getPublic());
    return cipher.doFinal(key);
  }

  private void files(Path directory) throws IOException {
    Files.write(directory.resolve("edb.pem"), OpenSsl.certificate(OUTSIDE.certificate));
    Files.write(
        directory.resolve("edb.key"),
        OpenSsl.pem("PRIVATE KEY", OUTSIDE.pair.getPrivate().getEncoded()));
  }

  private static OpenSsl.Run openssl(Path directory, String words) throws IOException {
    return OpenSsl.run(directory, words.split(" ", -1));
  }

  private static KeyPair curve() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The sender's key, as if it lasted longer. */
  private static KnownKey currentFor(KnownKey k) {
    return new KnownKey(
        k.party(),
        k.use(),
        k.state(),
        k.certificate(),
        k.digest(),
        k.notBefore(),
        k.notAfter().plus(Duration.ofDays(9)),
        Optional.empty(),
        Optional.empty());
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      InvalidReason reason, ThrowingCallable attempt) {
    return assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            InvalidEnvelopeException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
