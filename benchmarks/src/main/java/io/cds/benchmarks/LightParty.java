package io.cds.benchmarks;

import io.cds.api.Attachment;
import io.cds.api.Cursor;
import io.cds.api.Heading;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.Recipient;
import io.cds.api.Watch;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.PartyKey;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.RequestSigner;
import io.cds.api.spi.SealRequest;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.api.spi.Waiting;
import io.cds.api.store.PartyRow;
import io.cds.api.store.StoreTransaction;
import io.cds.testkit.network.Network;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A registered party without a store of its own: its keys, and what its client asks of a hub.
 *
 * <p>Threading: one thread at a time.
 */
final class LightParty implements RequestSigner {
  private static final Instant FOR_EVER = Instant.parse("9999-12-31T00:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final List<KeyUse> USES = List.of(KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT);

  private final PartyCode code;
  private final EnvelopeCodec codec;
  private final Sha256 net;
  private final MemoryVault vault = new MemoryVault();
  private final Map<KeyUse, VaultKey> keys = new EnumMap<>(KeyUse.class);
  private final Map<KeyUse, KnownKey> known = new EnumMap<>(KeyUse.class);
  private Cursor cursor = Cursor.START;

  /** Fresh keys with certificates of this root. */
  LightParty(PartyCode code, EnvelopeCodec codec, CertificateAuthority root, Instant now) {
    this.code = code;
    this.codec = codec;
    this.net = codec.sha256(root.root().toArray());
    for (KeyUse use : USES) {
      VaultKey key = vault.certified(code, use, root, now);
      keys.put(use, key);
      known.put(
          use,
          codec.certificate(key.certificate().orElseThrow(), root.root()).with(KeyState.ACTIVE));
    }
  }

  PartyCode code() {
    return code;
  }

  KnownKey known(KeyUse use) {
    return known.get(use);
  }

  /** Its rows in the hub's directory, as registration would leave them. */
  void enter(StoreTransaction tx, Instant now) {
    known.values().forEach(key -> tx.keys().put(Network.HUB, key));
    tx.parties()
        .insert(
            new PartyRow(
                Network.HUB,
                code,
                "School " + code,
                "學校 " + code,
                Optional.of(record(now)),
                1,
                FOR_EVER,
                0));
  }

  private Octets record(Instant now) {
    List<PartyKey> listed =
        USES.stream().map(use -> new PartyKey(use, known.get(use).certificate())).toList();
    KeyRecord record =
        new KeyRecord(net, code, 1, 1, now, listed, Set.of(1), Set.of(Compression.NONE), 1);
    return codec.sign(record, keys.get(KeyUse.SIGN), vault, Workbench.ACCESS);
  }

  /** A message to a party, sealed and not sent. */
  Envelope sealed(LightParty to, byte[] octets) throws Exception {
    Instant now = Instant.now();
    MemoryContent content = new MemoryContent(octets.length + (1 << 18));
    SealRequest request =
        new SealRequest(
            net,
            new MessageKey(code, MessageId.create(Clock.systemUTC(), RANDOM)),
            1,
            keys.get(KeyUse.SIGN).ref(),
            known.get(KeyUse.SIGN),
            List.of(new SealRequest.To(Recipient.original(to.code), to.known(KeyUse.OPEN))),
            now,
            now.plus(Duration.ofDays(30)),
            false,
            Heading.of("STUDENT", "FORM-A", "benchmark"),
            List.of(
                new Attachment("content.bin", "application/octet-stream", Messages.source(octets))),
            Set.of(Compression.NONE));
    return new Envelope(
        codec.seal(request, content, vault, Workbench.ACCESS, Watch.none()).head(), content);
  }

  /** Asks for what waits after what it has seen. */
  List<Waiting> poll(Mailbox mailbox) {
    Page<Waiting> page = mailbox.list(cursor, 100, Duration.ZERO);
    cursor = page.next();
    return page.items();
  }

  /** Its receipt for an envelope that it was handed. */
  SignedReceipt delivered(Waiting waiting) {
    ReceiptText text =
        new ReceiptText(
            net,
            waiting.key().id(),
            waiting.key().from(),
            codec.routingDigest(waiting.head().orElseThrow().routing()),
            ReceiptEvent.DELIVERED,
            Instant.now(),
            code,
            Optional.empty());
    return codec.receipt(text, keys.get(KeyUse.TRANSMIT), vault, Workbench.ACCESS);
  }

  @Override
  public Sha256 keyId() {
    return known.get(KeyUse.TRANSMIT).digest();
  }

  @Override
  public byte[] sign(byte[] data) {
    return vault.sign(
        keys.get(KeyUse.TRANSMIT).ref(),
        SignatureScheme.ECDSA_SHA256_P1363,
        data,
        Workbench.ACCESS);
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }
}
