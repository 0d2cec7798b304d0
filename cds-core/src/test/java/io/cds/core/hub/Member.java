package io.cds.core.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cds.api.Attachment;
import io.cds.api.EnrolmentCode;
import io.cds.api.Heading;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Recipient;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.IssuedKeys;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.KeyRequest;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.PartyKey;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.RefusalCode;
import io.cds.api.envelope.RequestedKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.EnrolmentStep;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.RequestSigner;
import io.cds.api.spi.SealRequest;
import io.cds.api.spi.Sealed;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.SignedRequest;
import io.cds.api.spi.VaultKey;
import io.cds.api.store.ContentKey;
import io.cds.testkit.MemoryStore;
import io.cds.testkit.fake.FakeVault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A party's side, as far as a hub sees it: its keys, what it seals and what it testifies. */
final class Member {
  final PartyCode code;
  private final Network network;
  private final FakeVault vault;
  private final MemoryStore desk;
  private int sealed;

  Member(Network network, PartyCode code) {
    this.network = network;
    this.code = code;
    this.vault = new FakeVault(network.clock);
    this.desk = new MemoryStore(network.clock);
  }

  /** A request for fresh keys, with the letter's code. */
  EnrolmentRequest request(EnrolmentCode letter) {
    return request(letter, KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT);
  }

  EnrolmentRequest request(EnrolmentCode letter, KeyUse... uses) {
    List<RequestedKey> keys =
        Arrays.stream(uses)
            .map(use -> new RequestedKey(use, vault.generate(code, use, accessFor(use)).request()))
            .toList();
    Octets request =
        network.codec.write(new KeyRequest(net(), code, 1, network.clock.instant(), keys));
    return new EnrolmentRequest(
        code, request, network.codec.mac(letter, net(), code, EnrolmentStep.REQUEST, request));
  }

  /** A request for fresh keys that the present SIGN key signs. */
  Octets renewal(int epoch, KeyUse... uses) {
    VaultKey signer =
        vault.keys(code).stream()
            .filter(k -> k.ref().use() == KeyUse.SIGN && k.certificate().isPresent())
            .findFirst()
            .orElseThrow();
    List<RequestedKey> keys =
        Arrays.stream(uses)
            .map(use -> new RequestedKey(use, vault.generate(code, use, accessFor(use)).request()))
            .toList();
    KeyRequest request = new KeyRequest(net(), code, epoch, network.clock.instant(), keys);
    return network.codec.sign(request, signer, vault, FakeVault.PERSON);
  }

  void install(EnrolmentAnswer answer) {
    install(answer.answer());
  }

  void install(Octets answer) {
    IssuedKeys issued = network.codec.issuedKeys(answer);
    for (PartyKey key : issued.keys()) {
      VaultKey mine = newest(key.use());
      vault.install(mine.ref(), key.certificate(), accessFor(key.use()));
    }
  }

  void publish(Mailbox mailbox, long counter) {
    mailbox.publish(record(counter));
  }

  /** A record of the newest keys. */
  Octets record(long counter) {
    return record(counter, List.of(KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT), code);
  }

  Octets record(long counter, List<KeyUse> uses, PartyCode of) {
    List<PartyKey> keys = uses.stream().map(use -> new PartyKey(use, certificate(use))).toList();
    KeyRecord record =
        new KeyRecord(
            net(),
            of,
            counter,
            1,
            network.clock.instant(),
            keys,
            Set.of(1),
            Set.of(Compression.NONE),
            1);
    return network.codec.sign(record, newest(KeyUse.SIGN), vault, FakeVault.PERSON);
  }

  VaultKey newest(KeyUse use) {
    return vault.keys(code).stream().filter(k -> k.ref().use() == use).findFirst().orElseThrow();
  }

  Octets certificate(KeyUse use) {
    return newest(use).certificate().orElseThrow();
  }

  Sha256 certificateDigest(KeyUse use) {
    return network.codec.sha256(certificate(use).toArray());
  }

  /** Seals a fresh message with this much content. */
  Envelope seal(int length, Member... to) {
    return seal(nextId(), 1, length, to);
  }

  Envelope seal(MessageId id, int seal, int length, Member... to) {
    return seal(id, seal, Duration.ofDays(30), length, to);
  }

  Envelope seal(MessageId id, int seal, Duration life, int length, Member... to) {
    byte[] octets = new byte[length];
    new Random(length).nextBytes(octets);
    List<SealRequest.To> recipients =
        Arrays.stream(to)
            .map(
                m ->
                    new SealRequest.To(
                        Recipient.original(m.code),
                        network.codec.certificate(
                            m.certificate(KeyUse.OPEN), network.authority.root())))
            .toList();
    SealRequest request =
        new SealRequest(
            net(),
            new MessageKey(code, id),
            seal,
            newest(KeyUse.SIGN).ref(),
            network.codec.certificate(certificate(KeyUse.SIGN), network.authority.root()),
            recipients,
            network.clock.instant(),
            network.clock.instant().plus(life),
            false,
            Heading.of("ADM", "FORM-A", "admission"),
            List.of(new Attachment("a.bin", "application/octet-stream", Source.of(octets))),
            Set.of(Compression.NONE));
    try {
      ContentKey key = new ContentKey(code, "seal-" + ++sealed);
      Sealed made =
          network.codec.seal(request, desk.stage(key, 0), vault, FakeVault.PERSON, Watch.none());
      return new Envelope(made.head(), desk.content(made.content()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  MessageId nextId() {
    return MessageId.create(network.clock, network.random);
  }

  /** What this party says about an envelope. */
  SignedReceipt testify(Envelope about, ReceiptEvent event) {
    Optional<RefusalCode> refusal =
        event == ReceiptEvent.REFUSED ? Optional.of(RefusalCode.UNREADABLE) : Optional.empty();
    KeyUse use = event == ReceiptEvent.OPENED ? KeyUse.SIGN : KeyUse.TRANSMIT;
    return testify(about, event, code, refusal, use);
  }

  SignedReceipt testify(
      Envelope about, ReceiptEvent event, PartyCode by, Optional<RefusalCode> refusal, KeyUse use) {
    ReceiptText text =
        new ReceiptText(
            net(),
            idOf(about),
            network.codec.peek(about.head().routing()).from(),
            network.codec.routingDigest(about.head().routing()),
            event,
            network.clock.instant(),
            by,
            refusal);
    return network.codec.receipt(text, newest(use), vault, accessFor(use));
  }

  /** A request signed by the newest TRANSMIT key. */
  SignedRequest signed(String request) {
    return signed(request, KeyUse.TRANSMIT);
  }

  SignedRequest signed(String request, KeyUse use) {
    Octets data = Octets.of(request.getBytes(US_ASCII));
    byte[] signature =
        vault.sign(
            newest(use).ref(), SignatureScheme.ECDSA_SHA256_P1363, data.toArray(), accessFor(use));
    return new SignedRequest(certificateDigest(use), data, Octets.of(signature));
  }

  /** Signs requests by the newest TRANSMIT key. */
  RequestSigner signer() {
    return new RequestSigner() {
      @Override
      public Sha256 keyId() {
        return certificateDigest(KeyUse.TRANSMIT);
      }

      @Override
      public byte[] sign(byte[] data) {
        return vault.sign(
            newest(KeyUse.TRANSMIT).ref(),
            SignatureScheme.ECDSA_SHA256_P1363,
            data,
            accessFor(KeyUse.TRANSMIT));
      }

      @Override
      public Clock clock() {
        return network.clock;
      }
    };
  }

  MessageId idOf(Envelope envelope) {
    return network.codec.peek(envelope.head().routing()).id();
  }

  KeyVault vault() {
    return vault;
  }

  private Sha256 net() {
    return network.codec.sha256(network.authority.root().toArray());
  }

  private static KeyAccess accessFor(KeyUse use) {
    return FakeVault.access(use);
  }
}
