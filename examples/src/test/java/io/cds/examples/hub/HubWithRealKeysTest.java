package io.cds.examples.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.Actor;
import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.Cursor;
import io.cds.api.EnrolmentCode;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.DirectoryAnswer;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.KeyRequest;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.RefusalCode;
import io.cds.api.envelope.RequestedKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.EnrolmentStep;
import io.cds.api.spi.KeyDirectory;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.SignedRequest;
import io.cds.testkit.MailboxContract;
import io.cds.testkit.MailboxNetwork;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The hub keeps the contract of its mailboxes in process, with real keys and envelopes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HubWithRealKeysTest extends MailboxContract {
  private static final PartyCode NEWCOMER = PartyCode.of("010400");
  private static final Problem NO = Problem.of(ProblemCode.ENROLMENT_REFUSED);

  private RealHub real;

  @BeforeAll
  void register(@TempDir Path folder) {
    real = new RealHub(folder);
    real.register(SCHOOL);
    real.register(OTHER_SCHOOL);
    real.register(AUTHORITY);
  }

  @Override
  protected MailboxNetwork network() {
    CdsHub hub = real.over(real.store());
    return new RealNetwork(real, hub, party -> hub.mailbox(party.code), () -> {});
  }

  @Test
  void a_party_enrols_by_its_letter_publishes_and_stands_in_the_signed_directory() {
    CdsHub hub = real.over(real.store());
    EnrolmentCode letter = hub.admit(NEWCOMER, "New School", "新校", Actor.of("officer"));
    RealParty party = real.party(NEWCOMER, hub.identity());
    EnrolmentRequest request = party.request(letter);
    EnrolmentAnswer answer = hub.endpoint().enrolment().enrol(request).orElseThrow();

    assertThat(party.isGenuine(answer, letter)).isTrue();
    assertThat(hub.endpoint().enrolment().enrol(request)).contains(answer);
    party.install(answer);
    Mailbox early = hub.endpoint().mailbox(party.signed(Octets.of(new byte[] {1, 2, 3})));
    assertThatThrownBy(() -> early.list(Cursor.START, 1, Duration.ZERO))
        .hasMessageContaining("NOT_REGISTERED");
    early.publish(party.record(1));

    DirectoryAnswer told =
        real.codec.directoryAnswer(
            early.directory(List.of(NEWCOMER, PartyCode.of("nobody"))), receiptKeys(hub));
    assertThat(told.absent()).containsExactly(PartyCode.of("nobody"));
    assertThat(told.entries().get(0).chineseName()).isEqualTo("新校");
    assertThat(told.entries().get(0).keys())
        .hasSize(3)
        .allMatch(key -> key.state() == KeyState.ACTIVE);
    assertThat(real.codec.keyRecord(told.entries().get(0).record(), hub.identity().root()).party())
        .isEqualTo(NEWCOMER);
    assertThat(early.list(Cursor.START, 1, Duration.ZERO).items()).isEmpty();
  }

  private KeyDirectory receiptKeys(CdsHub hub) {
    List<KnownKey> keys =
        hub.identity().receiptCertificates().stream()
            .map(c -> real.codec.certificate(c, hub.identity().root()))
            .toList();
    return new KeyDirectory() {
      @Override
      public Sha256 net() {
        return hub.identity().net();
      }

      @Override
      public Optional<KnownKey> key(Sha256 certificate) {
        return keys.stream().filter(k -> k.digest().equals(certificate)).findFirst();
      }

      @Override
      public List<KnownKey> keys(PartyCode party, KeyUse use) {
        return keys;
      }
    };
  }

  @Test
  void wrong_codes_and_requests_without_possession_are_refused_alike() {
    CdsHub hub = real.over(real.store());
    PartyCode code = PartyCode.of("010500");
    EnrolmentCode letter = hub.admit(code, "School", "學校", Actor.of("officer"));
    RealParty party = real.party(code, hub.identity());
    EnrolmentRequest good = party.request(letter);
    KeyRequest asked = real.codec.keyRequest(good.request());
    List<RequestedKey> unproven =
        asked.keys().stream()
            .map(k -> new RequestedKey(k.use(), flipped(k.request(), k.request().length() - 3)))
            .toList();
    Octets octets =
        real.codec.write(new KeyRequest(asked.net(), code, asked.epoch(), asked.at(), unproven));
    EnrolmentRequest bad =
        new EnrolmentRequest(
            code, octets, real.codec.mac(letter, asked.net(), code, EnrolmentStep.REQUEST, octets));
    EnrolmentRequest guess =
        new EnrolmentRequest(
            code,
            good.request(),
            real.codec.mac(
                EnrolmentCode.create(new SecureRandom()),
                asked.net(),
                code,
                EnrolmentStep.REQUEST,
                good.request()));

    assertThat(refusal(hub, guess)).isEqualTo(NO);
    assertThat(refusal(hub, bad)).isEqualTo(NO);
    assertThat(hub.endpoint().enrolment().enrol(good)).isPresent();
    assertThat(refusal(hub, bad)).isEqualTo(NO);
  }

  private static Problem refusal(CdsHub hub, EnrolmentRequest request) {
    try {
      hub.endpoint().enrolment().enrol(request);
    } catch (CdsException e) {
      return e.problem();
    }
    throw new AssertionError("Expected the enrolment to be refused");
  }

  private static Octets flipped(Octets octets, int at) {
    byte[] copy = octets.toArray();
    copy[at] ^= 1;
    return Octets.of(copy);
  }

  @Test
  void l02_l03_a_damaged_manifest_or_signature_is_refused_signed_by_the_hub() {
    CdsHub hub = real.over(real.store());
    MessageKey key = key(1);
    Envelope envelope = seal(key);
    EnvelopeHead head = envelope.head();
    EnvelopeHead manifest =
        new EnvelopeHead(
            head.routing(),
            Optional.empty(),
            flipped(head.manifest(), head.manifest().length() / 2));

    Offer offer = submit(hub, new Envelope(manifest, envelope.content()));

    ReceiptText text = real.codec.check(offer.receipts().get(0), receiptKeys(hub));
    assertThat(text.event()).isEqualTo(ReceiptEvent.REFUSED);
    assertThat(text.code()).contains(RefusalCode.UNREADABLE);
    assertThat(text.routing()).isEqualTo(real.codec.routingDigest(head.routing()));
    assertThat(text.by()).isEqualTo(RealHub.CODE);
    assertThat(hub.mailbox(AUTHORITY).list(Cursor.START, 1, Duration.ZERO).items()).isEmpty();
  }

  @Test
  void l01_the_accepted_receipt_is_signed_by_the_hub_for_this_routing_record() {
    CdsHub hub = real.over(real.store());
    MessageKey key = key(2);
    Envelope envelope = seal(key);

    ReceiptText text = real.codec.check(submit(hub, envelope).receipts().get(0), receiptKeys(hub));

    assertThat(text.event()).isEqualTo(ReceiptEvent.ACCEPTED);
    assertThat(text.key()).isEqualTo(key);
    assertThat(text.routing()).isEqualTo(real.codec.routingDigest(envelope.head().routing()));
    assertThat(text.at()).isEqualTo(real.clock.instant());
    assertThat(text.net()).isEqualTo(hub.identity().net());
  }

  @Test
  void an_opened_receipt_of_the_sign_key_comes_back_to_the_sender() {
    CdsHub hub = real.over(real.store());
    MessageKey key = key(3);
    Envelope envelope = seal(key);
    submit(hub, envelope);
    RealParty edb = real.registered(AUTHORITY);
    SignedReceipt opened = edb.testify(key, envelope, ReceiptEvent.OPENED, KeyUse.SIGN);

    hub.mailbox(AUTHORITY).post(List.of(opened));

    assertThat(hub.mailbox(SCHOOL).receipts(key.id())).hasSize(2).endsWith(opened);
  }

  @Test
  void a_request_whose_signature_does_not_fit_is_refused() {
    CdsHub hub = real.over(real.store());
    RealParty school = real.registered(SCHOOL);
    SignedRequest good = school.signed(Octets.of(new byte[] {1, 2, 3}));
    SignedRequest other =
        new SignedRequest(good.keyId(), Octets.of(new byte[] {1, 2, 4}), good.signature());
    SignedRequest broken = new SignedRequest(good.keyId(), good.data(), Octets.of(new byte[] {1}));

    assertThat(hub.endpoint().mailbox(good).list(Cursor.START, 1, Duration.ZERO).items()).isEmpty();
    for (SignedRequest wrong : List.of(other, broken)) {
      assertThatThrownBy(() -> hub.endpoint().mailbox(wrong))
          .hasMessageContaining("REQUEST_REFUSED");
    }
  }

  private Envelope seal(MessageKey key) {
    return real.registered(SCHOOL)
        .seal(key, 1, new byte[5_000], List.of(real.registered(AUTHORITY)));
  }

  private static Offer submit(CdsHub hub, Envelope envelope) {
    return hub.mailbox(SCHOOL).submit(List.of(envelope)).get(0);
  }

  private static MessageKey key(int number) {
    return new MessageKey(SCHOOL, MessageId.of("01890a5d-ac96-774b-bcce-7%011x".formatted(number)));
  }
}
