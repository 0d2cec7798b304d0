package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CERTIFICATE;
import static io.cds.api.envelope.InvalidReason.CMS_FORM;
import static io.cds.api.envelope.InvalidReason.DIRECTORY_TIME;
import static io.cds.api.envelope.InvalidReason.JSON_FORM;
import static io.cds.api.envelope.InvalidReason.JSON_MEMBER;
import static io.cds.api.envelope.InvalidReason.KEY_RECORD;
import static io.cds.api.envelope.InvalidReason.SIGNER_EXPIRED;
import static io.cds.api.envelope.InvalidReason.SIGNER_WRONG_PARTY;
import static io.cds.api.envelope.InvalidReason.SIGNER_WRONG_USE;
import static io.cds.api.envelope.InvalidReason.WRONG_NET;
import static io.cds.crypto.envelope.Network.ACCESS;
import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.HUB;
import static io.cds.crypto.envelope.Network.OTHER;
import static io.cds.crypto.envelope.Network.SCHOOL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.AttachmentView;
import io.cds.api.EncryptionLevel;
import io.cds.api.EnrolmentCode;
import io.cds.api.Heading;
import io.cds.api.KeyUse;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Priority;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.DirectoryAnswer;
import io.cds.api.envelope.DirectoryEntry;
import io.cds.api.envelope.DirectoryKey;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.IssuedKeys;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.KeyRequest;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.PartyKey;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.RefusalCode;
import io.cds.api.envelope.Renewal;
import io.cds.api.envelope.RequestedKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Details;
import io.cds.api.spi.EnrolmentStep;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.cms.ContentKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignedRecordsTest {

  private static final Instant AT = Network.SEALED_AT.plusSeconds(5);

  private final Network network = new Network();

  @ParameterizedTest
  @EnumSource(ReceiptEvent.class)
  void aReceiptCountsOnlyFromAKeyThatMayTestify(ReceiptEvent event) {
    int accepted = 0;
    for (VaultKey key :
        List.of(
            network.key(HUB, KeyUse.RECEIPT),
            network.key(EDB, KeyUse.SIGN),
            network.key(EDB, KeyUse.TRANSMIT),
            network.key(EDB, KeyUse.OPEN))) {
      ReceiptText text = text(event, key.ref().party());
      Octets signed = signed(ContentKind.RECEIPT, new String(ReceiptJson.write(text), UTF_8), key);
      if (mayTestify(event, key.ref().use())) {
        accepted++;
        assertThat(network.codec.check(new SignedReceipt(signed), network.directory))
            .isEqualTo(text);
        assertThat(network.codec.receipt(text, key, network.vault, ACCESS).octets())
            .isEqualTo(signed);
      } else {
        assertThat(reason(new SignedReceipt(signed))).isEqualTo(SIGNER_WRONG_USE);
        assertThatThrownBy(() -> network.codec.receipt(text, key, network.vault, ACCESS))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThat(accepted).isPositive();
  }

  private static boolean mayTestify(ReceiptEvent event, KeyUse use) {
    return switch (event) {
      case ACCEPTED, RECALLED, EXPIRED -> use == KeyUse.RECEIPT;
      case DELIVERED -> use == KeyUse.TRANSMIT || use == KeyUse.SIGN;
      case OPENED -> use == KeyUse.SIGN;
      case REFUSED -> use != KeyUse.OPEN;
    };
  }

  @Test
  void aReceiptOfAnotherPartyOrNetIsRefused() {
    ReceiptText text = text(ReceiptEvent.OPENED, EDB);
    String json = new String(ReceiptJson.write(text), UTF_8);
    VaultKey key = network.key(OTHER, KeyUse.SIGN);
    assertThat(reason(new SignedReceipt(signed(ContentKind.RECEIPT, json, key))))
        .isEqualTo(SIGNER_WRONG_PARTY);
    String elsewhere = json.replace(network.authority.net().hex(), "0".repeat(64));
    VaultKey own = network.key(EDB, KeyUse.SIGN);
    assertThat(reason(new SignedReceipt(signed(ContentKind.RECEIPT, elsewhere, own))))
        .isEqualTo(WRONG_NET);
  }

  @Test
  void aReceiptHasACodeExactlyWhenItRefuses() {
    String refused = new String(ReceiptJson.write(text(ReceiptEvent.REFUSED, EDB)), UTF_8);
    VaultKey key = network.key(EDB, KeyUse.SIGN);
    String without = refused.replace("\"code\":\"UNREADABLE\",", "");
    assertThat(reason(new SignedReceipt(signed(ContentKind.RECEIPT, without, key))))
        .isEqualTo(JSON_MEMBER);
    String other = refused.replace("REFUSED", "OPENED");
    assertThat(reason(new SignedReceipt(signed(ContentKind.RECEIPT, other, key))))
        .isEqualTo(JSON_MEMBER);
  }

  private ReceiptText text(ReceiptEvent event, PartyCode by) {
    boolean refused = event == ReceiptEvent.REFUSED;
    return new ReceiptText(
        network.authority.net(),
        Network.ID,
        SCHOOL,
        network.codec.sha256(new byte[0]),
        event,
        AT,
        by,
        refused ? Optional.of(RefusalCode.UNREADABLE) : Optional.empty());
  }

  @Test
  void aKeyRecordIsSignedByAKeyThatStandsInIt() {
    KeyRecord record = record(SCHOOL, KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT);
    Octets signed =
        network.codec.sign(record, network.key(SCHOOL, KeyUse.SIGN), network.vault, ACCESS);
    assertThat(network.codec.keyRecord(signed, network.authority.root())).isEqualTo(record);
    for (KeyRecord wrong :
        List.of(record(SCHOOL, KeyUse.OPEN), record(EDB, KeyUse.SIGN), mixed(record))) {
      Octets octets =
          network.codec.sign(wrong, network.key(SCHOOL, KeyUse.SIGN), network.vault, ACCESS);
      assertThat(keyRecordReason(octets)).isEqualTo(KEY_RECORD);
    }
    Octets byTransmit =
        network.codec.sign(record, network.key(SCHOOL, KeyUse.TRANSMIT), network.vault, ACCESS);
    assertThat(keyRecordReason(byTransmit)).isEqualTo(KEY_RECORD);
  }

  @Test
  void aKeyRecordNamesOnlySuitesThatItsKeysBearOut() {
    network.hybrid();
    KeyUse[] all = {KeyUse.SIGN, KeyUse.OPEN, KeyUse.SIGN_MLDSA, KeyUse.OPEN_MLKEM};
    KeyRecord hybrid = with(record(SCHOOL, all), Set.of(1, 2), 2);
    Octets octets = signed(hybrid);
    assertThat(network.codec.keyRecord(octets, network.authority.root())).isEqualTo(hybrid);
    for (KeyRecord wrong :
        List.of(
            with(record(SCHOOL, KeyUse.SIGN, KeyUse.OPEN), Set.of(1, 2), 1),
            with(record(SCHOOL, KeyUse.SIGN, KeyUse.SIGN_MLDSA), Set.of(1, 2), 1),
            with(record(SCHOOL, KeyUse.SIGN, KeyUse.OPEN_MLKEM), Set.of(1, 2), 1),
            with(record(SCHOOL, all), Set.of(1), 2))) {
      assertThat(keyRecordReason(signed(wrong))).isEqualTo(KEY_RECORD);
    }
  }

  private Octets signed(KeyRecord record) {
    return network.codec.sign(record, network.key(SCHOOL, KeyUse.SIGN), network.vault, ACCESS);
  }

  private static KeyRecord with(KeyRecord r, Set<Integer> suites, int required) {
    return new KeyRecord(
        r.net(),
        r.party(),
        r.counter(),
        r.epoch(),
        r.at(),
        r.keys(),
        suites,
        r.compressions(),
        required);
  }

  private KeyRecord record(PartyCode party, KeyUse... uses) {
    List<PartyKey> keys =
        List.of(uses).stream()
            .map(u -> new PartyKey(u, network.key(party, u).certificate().orElseThrow()))
            .toList();
    return new KeyRecord(
        network.authority.net(),
        party,
        1,
        1,
        AT,
        keys,
        Set.of(1),
        Set.of(Compression.NONE, Compression.DEFLATE),
        1);
  }

  private KeyRecord mixed(KeyRecord record) {
    Octets foreign = network.key(EDB, KeyUse.OPEN).certificate().orElseThrow();
    return new KeyRecord(
        record.net(),
        record.party(),
        1,
        1,
        AT,
        List.of(record.keys().get(0), new PartyKey(KeyUse.OPEN, foreign)),
        record.suites(),
        record.compressions(),
        1);
  }

  private InvalidReason keyRecordReason(Octets signed) {
    return catchThrowableOfType(
            InvalidEnvelopeException.class,
            () -> network.codec.keyRecord(signed, network.authority.root()))
        .reason();
  }

  @Test
  void aDirectoryAnswerIsSignedByTheHubAndCountsForADay() {
    DirectoryAnswer answer = answer(Duration.ofHours(24));
    VaultKey key = network.key(HUB, KeyUse.RECEIPT);
    Octets signed = network.codec.sign(answer, key, network.vault, ACCESS);
    assertThat(network.codec.directoryAnswer(signed, network.directory)).isEqualTo(answer);
    Octets longer = network.codec.sign(answer(Duration.ofHours(25)), key, network.vault, ACCESS);
    assertThat(answerReason(longer)).isEqualTo(DIRECTORY_TIME);
    String json = new String(DirectoryAnswerJson.write(answer), UTF_8);
    VaultKey school = network.key(SCHOOL, KeyUse.SIGN);
    assertThat(answerReason(signed(ContentKind.DIRECTORY_ANSWER, json, school)))
        .isEqualTo(SIGNER_WRONG_PARTY);
  }

  private DirectoryAnswer answer(Duration validity) {
    Sha256 digest = network.known(SCHOOL, KeyUse.SIGN).digest();
    DirectoryKey active =
        new DirectoryKey(digest, KeyUse.SIGN, KeyState.ACTIVE, Optional.empty(), Optional.empty());
    DirectoryKey revoked =
        new DirectoryKey(digest, KeyUse.OPEN, KeyState.REVOKED, Optional.of(AT), Optional.of(AT));
    Octets record = Octets.of(new byte[] {1, 2, 3});
    return new DirectoryAnswer(
        network.authority.net(),
        HUB,
        AT,
        AT.plus(validity),
        List.of(
            new DirectoryEntry(SCHOOL, "A School", "一所學校", record, List.of(active, revoked)),
            new DirectoryEntry(EDB, "Bureau", "", Octets.of(new byte[0]), List.of())),
        List.of(OTHER));
  }

  private InvalidReason answerReason(Octets signed) {
    return catchThrowableOfType(
            InvalidEnvelopeException.class,
            () -> network.codec.directoryAnswer(signed, network.directory))
        .reason();
  }

  @Test
  void enrolmentGoesThereAndBack() {
    Octets octets = Octets.of(new byte[] {48, 0});
    KeyRequest request =
        new KeyRequest(
            network.authority.net(), SCHOOL, 1, AT, List.of(new RequestedKey(KeyUse.SIGN, octets)));
    assertThat(network.codec.keyRequest(network.codec.write(request))).isEqualTo(request);
    HubIdentity hub =
        new HubIdentity(
            network.authority.net(), HUB, network.authority.root(), List.of(octets, octets));
    IssuedKeys issued =
        new IssuedKeys(
            hub,
            SCHOOL,
            network.codec.sha256(new byte[1]),
            List.of(new PartyKey(KeyUse.SIGN, octets)));
    assertThat(network.codec.issuedKeys(network.codec.write(issued))).isEqualTo(issued);
    InvalidEnvelopeException thrown =
        catchThrowableOfType(
            InvalidEnvelopeException.class, () -> network.codec.issuedKeys(octets));
    assertThat(thrown.reason()).isEqualTo(JSON_FORM);
  }

  @Test
  void aRenewalIsSignedByASignKeyOfItsPartyThatCounts() {
    KeyRequest request = request(SCHOOL);
    Octets signed = signed(request, SCHOOL, KeyUse.SIGN);

    Renewal renewal = network.codec.renewal(signed, network.directory, AT);
    assertThat(renewal.request()).isEqualTo(request);
    assertThat(renewal.signer()).isEqualTo(network.known(SCHOOL, KeyUse.SIGN).digest());
    assertThat(reason(signed(request, SCHOOL, KeyUse.TRANSMIT), AT)).isEqualTo(SIGNER_WRONG_USE);
    assertThat(reason(signed(request(EDB), SCHOOL, KeyUse.SIGN), AT)).isEqualTo(SIGNER_WRONG_PARTY);
    assertThat(reason(signed, AT.plus(Duration.ofDays(400)))).isEqualTo(SIGNER_EXPIRED);
    assertThat(reason(network.codec.write(request), AT)).isEqualTo(CMS_FORM);
  }

  private KeyRequest request(PartyCode party) {
    return new KeyRequest(
        network.authority.net(),
        party,
        2,
        AT,
        List.of(new RequestedKey(KeyUse.SIGN, Octets.of(new byte[] {1, 2, 3}))));
  }

  private Octets signed(KeyRequest request, PartyCode by, KeyUse use) {
    return network.codec.sign(request, network.key(by, use), network.vault, ACCESS);
  }

  private InvalidReason reason(Octets renewal, Instant proof) {
    return catchThrowableOfType(
            InvalidEnvelopeException.class,
            () -> network.codec.renewal(renewal, network.directory, proof))
        .reason();
  }

  @Test
  void theHmacSeparatesStepPartyAndNet() {
    EnrolmentCode code = EnrolmentCode.parse("01234-56789-ABCDE-FGHJK-MNPQRS");
    Octets octets = Octets.of("{}".getBytes(UTF_8));
    Sha256 net = new Sha256("0".repeat(64));
    Octets mac = network.codec.mac(code, net, SCHOOL, EnrolmentStep.REQUEST, octets);
    assertThat(HexFormat.of().formatHex(mac.toArray()))
        .isEqualTo("f25251b54657355e3a90b26622afc608a22e9052aed117282c267ad15f8b0b20");
    assertThat(network.codec.mac(code, net, SCHOOL, EnrolmentStep.ANSWER, octets))
        .isNotEqualTo(mac);
    assertThat(network.codec.mac(code, net, EDB, EnrolmentStep.REQUEST, octets)).isNotEqualTo(mac);
    assertThat(
            network.codec.mac(code, network.authority.net(), SCHOOL, EnrolmentStep.REQUEST, octets))
        .isNotEqualTo(mac);
  }

  @Test
  void detailsGoThereAndBackWithEveryField() {
    Heading heading =
        new Heading(
            "STU",
            "FORM-A",
            "",
            Priority.MOST_URGENT,
            EncryptionLevel.CONFIDENTIAL,
            false,
            Optional.of("S-1"),
            Optional.of(new MessageKey(EDB, Network.ID)),
            Optional.of(AT.atZone(ZoneId.of("Asia/Hong_Kong"))),
            Optional.of("北市教字第1號"),
            Optional.of("密"),
            Optional.of(new MessageKey(SCHOOL, Network.ID)));
    Details details = new Details(heading, List.of(new AttachmentView("a", "text/xml", 5)));
    assertThat(network.codec.details(network.codec.write(details))).isEqualTo(details);
  }

  @Test
  void certificatesOutsideTheProfileAreRefused() {
    var key = P256.generate(network.random).getPublic();
    for (Octets certificate :
        List.of(
            network.authority.issue("CN=010300,OU=SIGN", key, KeyUsage.keyAgreement),
            network.authority.issue("CN=010300,OU=OPEN", key, KeyUsage.digitalSignature),
            network.authority.issue("CN=010300,OU=ROOT", key, KeyUsage.digitalSignature),
            network.authority.issue("CN=010300,OU=sign", key, KeyUsage.digitalSignature),
            network.authority.issue("CN=010 300,OU=SIGN", key, KeyUsage.digitalSignature),
            network.authority.issue("CN=010300", key, KeyUsage.digitalSignature),
            network.authority.issue("CN=010300,OU=SIGN,O=X", key, KeyUsage.digitalSignature),
            new TestAuthority("network root", new FixedRandom("x"))
                .issue("010300", KeyUse.SIGN, key),
            new Network("elsewhere").key(SCHOOL, KeyUse.SIGN).certificate().orElseThrow(),
            Octets.of(new byte[] {1, 2, 3}),
            Octets.of(new byte[0]))) {
      InvalidEnvelopeException thrown =
          catchThrowableOfType(
              InvalidEnvelopeException.class,
              () -> network.codec.certificate(certificate, network.authority.root()));
      assertThat(thrown).isNotNull();
      assertThat(thrown.reason()).isEqualTo(CERTIFICATE);
    }
  }

  private InvalidReason reason(SignedReceipt receipt) {
    return catchThrowableOfType(
            InvalidEnvelopeException.class, () -> network.codec.check(receipt, network.directory))
        .reason();
  }

  private Octets signed(ContentKind kind, String json, VaultKey key) {
    return Octets.of(
        Forge.signed(
            kind, json, AT, key.certificate().orElseThrow(), network.vault.privateKey(key.ref())));
  }
}
