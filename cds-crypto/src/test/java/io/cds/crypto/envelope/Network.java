package io.cds.crypto.envelope;

import io.cds.api.Attachment;
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
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Opened;
import io.cds.api.spi.SealRequest;
import io.cds.api.spi.Sealed;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.MlDsa65;
import io.cds.crypto.algorithm.MlKem768;
import io.cds.crypto.algorithm.P256;
import java.io.IOException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A hub, a school and an authority with their keys; the same octets every time. */
final class Network {

  static final PartyCode HUB = PartyCode.of("CDS-HUB");
  static final PartyCode SCHOOL = PartyCode.of("010300");
  static final PartyCode EDB = PartyCode.of("EDB");
  static final PartyCode OTHER = PartyCode.of("HKEAA");
  static final MessageId ID = MessageId.of("019a9e7c-1234-7abc-8def-0123456789ab");
  static final Instant SEALED_AT = Instant.parse("2026-11-21T15:30:45.123Z");
  static final KeyAccess ACCESS = (party, use) -> new char[0];

  final SecureRandom random;
  final TestAuthority authority;
  final EnvelopeCodec codec;
  final MemoryVault vault = new MemoryVault();
  final MemoryDirectory directory;
  private final Map<String, VaultKey> keys = new HashMap<>();

  Network() {
    this("network");
  }

  Network(String seed) {
    this(seed, codec -> codec);
  }

  Network(String seed, UnaryOperator<EnvelopeCodec> with) {
    random = new FixedRandom(seed);
    authority = new TestAuthority(seed + " root", random);
    codec = with.apply(new EnvelopeV1(EnvelopeLimits.DEFAULTS, random));
    directory = new MemoryDirectory(authority.net());
    add(HUB, KeyUse.RECEIPT);
    for (PartyCode party : List.of(SCHOOL, EDB, OTHER)) {
      add(party, KeyUse.SIGN);
      add(party, KeyUse.OPEN);
      add(party, KeyUse.TRANSMIT);
    }
  }

  private void add(PartyCode party, KeyUse use) {
    add(party, use, P256.generate(random));
  }

  private void add(PartyCode party, KeyUse use, KeyPair pair) {
    Octets certificate = authority.issue(party.value(), use, pair.getPublic());
    keys.put(party + "/" + use, vault.add(party, use, pair.getPrivate(), certificate));
    directory.with(codec.certificate(certificate, authority.root()));
  }

  /** Gives every party the keys of suite 2, and changes none of the others. */
  Network hybrid() {
    SecureRandom own = new FixedRandom("hybrid");
    for (PartyCode party : List.of(SCHOOL, EDB, OTHER)) {
      add(party, KeyUse.SIGN_MLDSA, MlDsa65.generate(own));
      add(party, KeyUse.OPEN_MLKEM, MlKem768.generate(own));
    }
    return this;
  }

  /** The same with one pair of each kind for all, of any provider. */
  Network hybrid(KeyPair mldsa, KeyPair mlkem) {
    for (PartyCode party : List.of(SCHOOL, EDB, OTHER)) {
      add(party, KeyUse.SIGN_MLDSA, mldsa);
      add(party, KeyUse.OPEN_MLKEM, mlkem);
    }
    return this;
  }

  VaultKey key(PartyCode party, KeyUse use) {
    return keys.get(party + "/" + use);
  }

  KnownKey known(PartyCode party, KeyUse use) {
    return directory
        .key(codec.sha256(key(party, use).certificate().orElseThrow().toArray()))
        .orElseThrow();
  }

  SealRequest request(List<PartyCode> to, Attachment... attachments) {
    return request(Set.of(Compression.NONE, Compression.DEFLATE), to, attachments);
  }

  SealRequest request(
      Set<Compression> compressions, List<PartyCode> to, Attachment... attachments) {
    return new SealRequest(
        authority.net(),
        new MessageKey(SCHOOL, ID),
        1,
        key(SCHOOL, KeyUse.SIGN).ref(),
        known(SCHOOL, KeyUse.SIGN),
        to.stream()
            .map(p -> new SealRequest.To(Recipient.original(p), known(p, KeyUse.OPEN)))
            .toList(),
        SEALED_AT,
        SEALED_AT.plus(Duration.ofDays(30)),
        false,
        Heading.of("STU", "FORM-A", "離校學生資料"),
        List.of(attachments),
        compressions);
  }

  /** The same by suite 2. */
  SealRequest hybridRequest(List<PartyCode> to, Attachment... attachments) {
    SealRequest classical = request(to, attachments);
    return new SealRequest(
        classical.net(),
        classical.key(),
        classical.seal(),
        classical.signKey(),
        classical.signCertificate(),
        Optional.of(
            new SealRequest.SecondKey(
                key(SCHOOL, KeyUse.SIGN_MLDSA).ref(), known(SCHOOL, KeyUse.SIGN_MLDSA))),
        to.stream().map(this::hybridTo).toList(),
        classical.sealedAt(),
        classical.expires(),
        classical.test(),
        classical.heading(),
        classical.attachments(),
        classical.compressions());
  }

  SealRequest.To hybridTo(PartyCode party) {
    return new SealRequest.To(
        Recipient.original(party),
        known(party, KeyUse.OPEN),
        Optional.of(known(party, KeyUse.OPEN_MLKEM)));
  }

  /** A sealed message with its content in memory. */
  record Message(Sealed sealed, Octets content) {
    Envelope envelope() {
      return new Envelope(sealed.head(), Source.of(content.toArray()));
    }
  }

  Message seal(SealRequest request) throws IOException {
    MemorySink sink = new MemorySink();
    Sealed sealed = codec.seal(request, sink, vault, ACCESS, Watch.none());
    return new Message(sealed, Octets.of(sink.octets()));
  }

  Message seal(Attachment... attachments) throws IOException {
    return seal(request(List.of(EDB), attachments));
  }

  /** What an opening gave: the manifest, and the sinks that took the attachments. */
  record Result(Opened opened, List<MemorySink> sinks) {}

  Result open(Envelope envelope, PartyCode self) throws IOException {
    List<MemorySink> sinks = new ArrayList<>();
    Opened opened = open(envelope, self, sinks);
    return new Result(opened, sinks);
  }

  Opened open(Envelope envelope, PartyCode self, List<MemorySink> sinks) throws IOException {
    return codec.open(
        envelope,
        self,
        vault,
        ACCESS,
        directory,
        SEALED_AT.plusSeconds(60),
        (index, attachment) -> {
          sinks.add(new MemorySink());
          return sinks.get(sinks.size() - 1);
        },
        Watch.none());
  }

  static Attachment attachment(String name, byte[] octets) {
    return new Attachment(name, "application/octet-stream", Source.of(octets));
  }
}
