package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CERTIFICATE;
import static io.cds.api.envelope.InvalidReason.CMS_ALGORITHM;
import static io.cds.api.envelope.InvalidReason.CMS_ATTRIBUTES;
import static io.cds.api.envelope.InvalidReason.CMS_FORM;
import static io.cds.api.envelope.InvalidReason.CMS_TRAILING;
import static io.cds.api.envelope.InvalidReason.JSON_MEMBER;
import static io.cds.api.envelope.InvalidReason.MANIFEST_CIPHER;
import static io.cds.api.envelope.InvalidReason.MANIFEST_KEY;
import static io.cds.api.envelope.InvalidReason.MLDSA_MISSING;
import static io.cds.api.envelope.InvalidReason.MLDSA_OTHER;
import static io.cds.api.envelope.InvalidReason.MLDSA_UNEXPECTED;
import static io.cds.api.envelope.InvalidReason.RECIPIENTS;
import static io.cds.api.envelope.InvalidReason.SIGNATURE;
import static io.cds.api.envelope.InvalidReason.SIGNER_REVOKED;
import static io.cds.api.envelope.InvalidReason.SIGNER_UNKNOWN;
import static io.cds.api.envelope.InvalidReason.SIGNER_WRONG_PARTY;
import static io.cds.api.envelope.InvalidReason.SIGNER_WRONG_USE;
import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.OTHER;
import static io.cds.crypto.envelope.Network.SCHOOL;
import static io.cds.crypto.envelope.Network.attachment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.SealRequest;
import io.cds.crypto.algorithm.MlDsa65;
import io.cds.crypto.algorithm.MlKem768;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.cms.KemEnvelopedData;
import io.cds.crypto.cms.KemEnvelopedData.EncapsulatedFor;
import io.cds.crypto.envelope.Network.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Suite 2: what was sealed opens, and every fault of its own parts is refused. */
class HybridTest {

  private static final byte[] TEXT = "<pupil>陳大文𠮷</pupil>\n".repeat(100).getBytes(UTF_8);
  private static final List<PartyCode> BOTH = List.of(EDB, OTHER);

  private final Network network = new Network().hybrid();
  private final ForgedHybrid forge = new ForgedHybrid(network);
  private Message message;
  private EnvelopeHead head;

  @BeforeEach
  void seal() throws IOException {
    message = network.seal(network.hybridRequest(List.of(OTHER, EDB), attachment("a.xml", TEXT)));
    head = message.sealed().head();
  }

  @Test
  void whatWasSealedOpensAtEveryRecipient() throws IOException {
    for (PartyCode self : BOTH) {
      Network.Result result = network.open(message.envelope(), self);
      assertThat(result.sinks().get(0).octets()).isEqualTo(TEXT);
      assertThat(result.opened().manifest().suite()).isEqualTo(2);
      assertThat(result.opened().routing()).isEqualTo(message.sealed().routing());
    }
    assertThat(check(head)).isEqualTo(2);
  }

  @Test
  void theForgeryItselfIsRight() throws IOException {
    EnvelopeHead same = forge.inner(forge.routing(head, json -> json), BOTH, forge.inner(head, 0));
    assertThat(network.open(new Envelope(same, content()), EDB).sinks()).hasSize(1);
  }

  @Test
  void bothKeysAreNeededToOpen() {
    byte[] inner = forge.inner(head, 0);
    assertThat(new String(inner, UTF_8)).doesNotContain("manifestJson").doesNotContain("STU");
    KemEnvelopedData sealed = KemEnvelopedData.read(inner, 64);
    assertThat(sealed.octets()).isEqualTo(inner);
    assertThat(sealed.content().ciphertext().length() % 4096).isZero();
  }

  @Test
  void suite2WithoutItsSecondSignatureIsRefused() {
    assertThat(refused(ForgedHybrid.with(head, Optional.empty()))).isEqualTo(MLDSA_MISSING);
  }

  @Test
  void suite1WithASecondSignatureIsRefused() throws IOException {
    EnvelopeHead classical = network.seal(attachment("a", TEXT)).sealed().head();
    assertThat(refused(ForgedHybrid.with(classical, head.routingMldsa())))
        .isEqualTo(MLDSA_UNEXPECTED);
  }

  @Test
  void theSecondSignatureOfAnotherRoutingRecordIsRefused() throws IOException {
    EnvelopeHead other =
        network.seal(network.hybridRequest(BOTH, attachment("b", TEXT))).sealed().head();
    assertThat(refused(ForgedHybrid.with(head, other.routingMldsa()))).isEqualTo(MLDSA_OTHER);
  }

  @Test
  void theSecondSignatureIsByTheSendersOwnKeyForIt() {
    assertThat(refused(forge.signedAgain(head, network.key(EDB, KeyUse.SIGN_MLDSA))))
        .isEqualTo(SIGNER_WRONG_PARTY);
    assertThat(refused(forge.signedAgain(head, network.key(SCHOOL, KeyUse.SIGN))))
        .isEqualTo(SIGNER_WRONG_USE);
    KnownKey known = network.known(SCHOOL, KeyUse.SIGN_MLDSA);
    network.directory.with(known.with(KeyState.REVOKED));
    assertThat(refused(head)).isEqualTo(SIGNER_REVOKED);
    network.directory.remove(known);
    assertThat(refused(head)).isEqualTo(SIGNER_UNKNOWN);
  }

  @Test
  void theSecondSignatureTellsTheSameTime() {
    Instant later = Network.SEALED_AT.plusSeconds(1);
    EnvelopeHead forged = forge.signedAgain(head, network.key(SCHOOL, KeyUse.SIGN_MLDSA), later);
    assertThat(refused(forged)).isEqualTo(CMS_ATTRIBUTES);
  }

  @Test
  void everyFlippedBitOfTheSecondSignatureIsRefused() {
    byte[] mldsa = head.routingMldsa().orElseThrow().toArray();
    int structure = mldsa.length - MlDsa65.SIGNATURE;
    Set<InvalidReason> reasons = EnumSet.noneOf(InvalidReason.class);
    for (int octet = 0; octet < mldsa.length; octet += octet < structure ? 1 : 97) {
      byte[] changed = mldsa.clone();
      changed[octet] ^= (byte) (1 << (octet % 8));
      reasons.add(refused(ForgedHybrid.with(head, Optional.of(Octets.of(changed)))));
    }
    assertThat(reasons).contains(CMS_FORM, CMS_ALGORITHM, MLDSA_OTHER, SIGNATURE, SIGNER_UNKNOWN);
    byte[] longer = Arrays.copyOf(mldsa, mldsa.length + 1);
    assertThat(refused(ForgedHybrid.with(head, Optional.of(Octets.of(longer)))))
        .isEqualTo(CMS_TRAILING);
  }

  @Test
  void theRoutingRecordNamesAnMlKemKeyOfEveryRecipientWithSuite2Only() {
    assertThat(refused(forge.routing(head, json -> json.replaceAll("\"mlkem\":\"[^\"]*\",", ""))))
        .isEqualTo(JSON_MEMBER);
    assertThat(refused(forge.routing(head, json -> json.replace("\"suite\":2", "\"suite\":1"))))
        .isEqualTo(JSON_MEMBER);
  }

  @Test
  void anMlKemKeyOfAnotherPartyOrUseIsRefused() {
    String own = network.known(EDB, KeyUse.OPEN_MLKEM).digest().hex();
    for (KnownKey other :
        List.of(network.known(OTHER, KeyUse.OPEN_MLKEM), network.known(EDB, KeyUse.OPEN))) {
      assertThat(refused(forge.routing(head, json -> json.replace(own, other.digest().hex()))))
          .isEqualTo(RECIPIENTS);
    }
  }

  @Test
  void recipientsInsideAreThoseOutsideInTheSameOrder() {
    assertThat(refusedInside(all -> List.of(all.get(0)))).isEqualTo(RECIPIENTS);
    assertThat(refusedInside(all -> List.of(all.get(1), all.get(0)))).isEqualTo(RECIPIENTS);
    assertThat(refusedInside(all -> List.of(all.get(0), all.get(0)))).isEqualTo(RECIPIENTS);
    assertThat(refusedInside(all -> List.of())).isEqualTo(RECIPIENTS);
  }

  @Test
  void anotherCiphertextDoesNotOpen() {
    assertThat(refusedInside(all -> replaced(all, flipped(all.get(0).ciphertext()))))
        .isEqualTo(MANIFEST_KEY);
    assertThat(refusedInside(all -> replaced(all, Octets.of(new byte[MlKem768.CIPHERTEXT - 1]))))
        .isEqualTo(CMS_FORM);
    assertThat(refusedInside(all -> replaced(all, Octets.of(new byte[MlKem768.CIPHERTEXT + 1]))))
        .isEqualTo(CMS_FORM);
  }

  @Test
  void aManifestSealedToP256AloneIsNotOfSuite2() throws IOException {
    byte[] plain = new ForgedManifest(network, network.seal(attachment("a", TEXT))).plain();
    assertThat(refused(forge.inner(head, BOTH, plain))).isEqualTo(CMS_FORM);
  }

  @Tag("slow")
  @Test
  void everyFlippedBitInsideIsRefused() {
    byte[] inner = forge.inner(head, 0);
    int structure = inner.length - 4096;
    Set<InvalidReason> reasons = EnumSet.noneOf(InvalidReason.class);
    for (int octet = 0; octet < inner.length; octet += octet < 100 ? 1 : 131) {
      byte[] changed = inner.clone();
      changed[octet] ^= (byte) (1 << (octet % 8));
      if (!isOtherRecipients(octet, structure)) {
        reasons.add(refused(forge.inner(head, BOTH, changed)));
      }
    }
    assertThat(reasons).contains(CMS_FORM, MANIFEST_KEY, MANIFEST_CIPHER);
    assertThat(refused(forge.inner(head, BOTH, Arrays.copyOf(inner, inner.length + 1))))
        .isEqualTo(CMS_TRAILING);
  }

  /** What is wrapped for the second recipient does not concern the first, who opens here. */
  private static boolean isOtherRecipients(int octet, int structure) {
    return octet > structure / 2 && octet < structure;
  }

  @Test
  void aRequestIsOfOneSuiteForAll() {
    SealRequest hybrid = network.hybridRequest(BOTH);
    List<SealRequest.To> mixed =
        List.of(hybrid.recipients().get(0), network.request(List.of(OTHER)).recipients().get(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.seal(to(hybrid, mixed)))
        .withMessageContaining("one suite for the whole message");
  }

  /** The figures of section 7.4. */
  @Test
  void suite2CostsFiveThousandOctetsAndSome1300ForEachFurtherRecipient() throws IOException {
    int one = cost(List.of(EDB));
    assertThat(one).isBetween(5_050, 5_150);
    assertThat(cost(BOTH) - one).isBetween(1_290, 1_350);
  }

  private int cost(List<PartyCode> to) throws IOException {
    return octets(network.seal(network.hybridRequest(to)).sealed().head())
        - octets(network.seal(network.request(to)).sealed().head());
  }

  private static int octets(EnvelopeHead head) {
    int mldsa = head.routingMldsa().map(Octets::length).orElse(0);
    return head.routing().length() + mldsa + head.manifest().length();
  }

  @Test
  void certificatesHaveTheKeyOfTheirUse() {
    var mlkem = MlKem768.generate(network.random).getPublic();
    var mldsa = MlDsa65.generate(network.random).getPublic();
    var p256 = P256.generate(network.random).getPublic();
    TestAuthority authority = network.authority;
    for (Octets wrong :
        List.of(
            authority.issue("EDB", KeyUse.OPEN_MLKEM, p256),
            authority.issue("EDB", KeyUse.OPEN_MLKEM, mldsa),
            authority.issue("EDB", KeyUse.SIGN_MLDSA, p256),
            authority.issue("EDB", KeyUse.SIGN_MLDSA, mlkem),
            authority.issue("EDB", KeyUse.OPEN, mlkem),
            authority.issue("EDB", KeyUse.SIGN, mldsa),
            authority.issue("CN=EDB,OU=OPEN_MLKEM", mlkem, 8),
            authority.issue("CN=EDB,OU=SIGN_MLDSA", mldsa, 32))) {
      InvalidEnvelopeException refusal =
          catchThrowableOfType(
              InvalidEnvelopeException.class,
              () -> network.codec.certificate(wrong, authority.root()));
      assertThat(refusal.reason()).isEqualTo(CERTIFICATE);
    }
  }

  private InvalidReason refusedInside(UnaryOperator<List<EncapsulatedFor>> change) {
    KemEnvelopedData inner = KemEnvelopedData.read(forge.inner(head, 0), 64);
    KemEnvelopedData changed =
        new KemEnvelopedData(change.apply(inner.recipients()), inner.content());
    return refused(forge.inner(head, BOTH, changed.octets()));
  }

  private static List<EncapsulatedFor> replaced(List<EncapsulatedFor> all, Octets ciphertext) {
    List<EncapsulatedFor> changed = new ArrayList<>(all);
    changed.set(0, new EncapsulatedFor(all.get(0).certificate(), ciphertext, all.get(0).wrapped()));
    return changed;
  }

  private static Octets flipped(Octets octets) {
    byte[] changed = octets.toArray();
    changed[500] ^= 1;
    return Octets.of(changed);
  }

  private static SealRequest to(SealRequest r, List<SealRequest.To> recipients) {
    return new SealRequest(
        r.net(),
        r.key(),
        r.seal(),
        r.signKey(),
        r.signCertificate(),
        r.mldsa(),
        recipients,
        r.sealedAt(),
        r.expires(),
        r.test(),
        r.heading(),
        r.attachments(),
        r.compressions());
  }

  private int check(EnvelopeHead checked) {
    return network
        .codec
        .check(checked, network.directory, Network.SEALED_AT.plusSeconds(1))
        .routing()
        .suite();
  }

  private InvalidReason refused(EnvelopeHead forged) {
    List<MemorySink> sinks = new ArrayList<>();
    InvalidEnvelopeException refusal =
        catchThrowableOfType(
            InvalidEnvelopeException.class,
            () -> network.open(new Envelope(forged, content()), EDB, sinks));
    assertThat(refusal).isNotNull();
    assertThat(sinks).noneMatch(MemorySink::finished);
    return refusal.reason();
  }

  private Source content() {
    return Source.of(message.content().toArray());
  }
}
