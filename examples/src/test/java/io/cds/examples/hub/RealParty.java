package io.cds.examples.hub;

import io.cds.api.Attachment;
import io.cds.api.EnrolmentCode;
import io.cds.api.Heading;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Recipient;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.IssuedKeys;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.KeyRequest;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.PartyKey;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.RequestedKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.EnrolmentStep;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.RequestSigner;
import io.cds.api.spi.SealRequest;
import io.cds.api.spi.Sealed;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.SignedRequest;
import io.cds.api.spi.VaultKey;
import io.cds.api.store.ContentKey;
import io.cds.testkit.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A party's keys in a vault, and what it makes with them. */
final class RealParty implements RequestSigner {
  static final KeyAccess PERSON = KeyAccess.passphrase("typed by a person".toCharArray());
  static final KeyAccess MACHINE = KeyAccess.passphrase("kept by a machine".toCharArray());
  private static final List<KeyUse> USES = List.of(KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT);

  final PartyCode code;
  private final HubIdentity hub;
  private final KeyVault vault;
  private final EnvelopeCodec codec;
  private final Clock clock;
  private final MemoryStore desk;
  private int sealed;

  RealParty(PartyCode code, HubIdentity hub, KeyVault vault, EnvelopeCodec codec, Clock clock) {
    this.code = code;
    this.hub = hub;
    this.vault = vault;
    this.codec = codec;
    this.clock = clock;
    this.desk = new MemoryStore(clock);
  }

  EnrolmentRequest request(EnrolmentCode letter) {
    List<RequestedKey> keys = new ArrayList<>();
    for (KeyUse use : USES) {
      keys.add(new RequestedKey(use, vault.generate(code, use, accessFor(use)).request()));
    }
    Octets request = codec.write(new KeyRequest(hub.net(), code, 1, clock.instant(), keys));
    return new EnrolmentRequest(
        code, request, codec.mac(letter, hub.net(), code, EnrolmentStep.REQUEST, request));
  }

  /** Whether the answer was made with the letter's code. */
  boolean isGenuine(EnrolmentAnswer answer, EnrolmentCode letter) {
    return codec
        .mac(letter, hub.net(), code, EnrolmentStep.ANSWER, answer.answer())
        .equals(answer.mac());
  }

  void install(EnrolmentAnswer answer) {
    IssuedKeys issued = codec.issuedKeys(answer.answer());
    for (PartyKey key : issued.keys()) {
      vault.install(newest(key.use()).ref(), key.certificate(), accessFor(key.use()));
    }
  }

  Octets record(long counter) {
    List<PartyKey> keys =
        USES.stream()
            .map(use -> new PartyKey(use, newest(use).certificate().orElseThrow()))
            .toList();
    KeyRecord record =
        new KeyRecord(
            hub.net(),
            code,
            counter,
            1,
            clock.instant(),
            keys,
            Set.of(1),
            Set.of(Compression.NONE, Compression.DEFLATE),
            1);
    return codec.sign(record, newest(KeyUse.SIGN), vault, PERSON);
  }

  Envelope seal(MessageKey key, int seal, byte[] clear, List<RealParty> to) {
    List<SealRequest.To> recipients =
        to.stream()
            .map(p -> new SealRequest.To(Recipient.original(p.code), p.known(KeyUse.OPEN)))
            .toList();
    SealRequest request =
        new SealRequest(
            hub.net(),
            key,
            seal,
            newest(KeyUse.SIGN).ref(),
            known(KeyUse.SIGN),
            recipients,
            clock.instant(),
            clock.instant().plus(Duration.ofDays(30)),
            true,
            Heading.of("ADM", "FORM-A", "入學名單"),
            List.of(new Attachment("名單.csv", "text/csv", Source.of(clear))),
            Set.of(Compression.NONE));
    try {
      ContentKey staging = new ContentKey(code, "seal-" + ++sealed);
      Sealed made = codec.seal(request, desk.stage(staging, 0), vault, PERSON, Watch.none());
      return new Envelope(made.head(), desk.content(made.content()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SignedReceipt testify(MessageKey key, Envelope about, ReceiptEvent event, KeyUse use) {
    ReceiptText text =
        new ReceiptText(
            hub.net(),
            key.id(),
            key.from(),
            codec.routingDigest(about.head().routing()),
            event,
            clock.instant(),
            code,
            Optional.empty());
    return codec.receipt(text, newest(use), vault, accessFor(use));
  }

  KnownKey known(KeyUse use) {
    return codec.certificate(newest(use).certificate().orElseThrow(), hub.root());
  }

  SignedRequest signed(Octets data) {
    return new SignedRequest(keyId(), data, Octets.of(sign(data.toArray())));
  }

  @Override
  public Sha256 keyId() {
    return known(KeyUse.TRANSMIT).digest();
  }

  @Override
  public byte[] sign(byte[] data) {
    return vault.sign(
        newest(KeyUse.TRANSMIT).ref(), SignatureScheme.ECDSA_SHA256_P1363, data, MACHINE);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  private VaultKey newest(KeyUse use) {
    return vault.keys(code).stream().filter(k -> k.ref().use() == use).findFirst().orElseThrow();
  }

  private static KeyAccess accessFor(KeyUse use) {
    return use == KeyUse.SIGN || use == KeyUse.OPEN ? PERSON : MACHINE;
  }
}
