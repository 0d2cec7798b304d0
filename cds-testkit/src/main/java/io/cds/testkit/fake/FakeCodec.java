package io.cds.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.EnrolmentCode;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Sink;
import io.cds.api.Watch;
import io.cds.api.envelope.CheckedRouting;
import io.cds.api.envelope.DirectoryAnswer;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.IssuedKeys;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.KeyRequest;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.PartyKey;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.Renewal;
import io.cds.api.envelope.Routing;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.envelope.ZipGroup;
import io.cds.api.spi.ContentDigester;
import io.cds.api.spi.Details;
import io.cds.api.spi.EnrolmentStep;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyDirectory;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.Opened;
import io.cds.api.spi.SealRequest;
import io.cds.api.spi.Sealed;
import io.cds.api.spi.Shelf;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.api.spi.ZipStage;
import io.cds.api.spi.ZipWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A codec without cryptography: its octets are names of values in a {@link FakeNotary}, with who
 * signed them. It refuses what the real one refuses, for the same reasons.
 */
public final class FakeCodec implements EnvelopeCodec {
  private final FakeNotary notary = new FakeNotary();
  private final FakeSealing sealing = new FakeSealing(this, notary);

  /** A codec with a notary of its own: all parties of a test share one. */
  public FakeCodec() {}

  /** What was signed, to sign other things with. */
  public FakeNotary notary() {
    return notary;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public Sealed seal(
      SealRequest request, Sink content, KeyVault vault, KeyAccess access, Watch watch)
      throws IOException {
    return sealing.seal(request, content, vault, access);
  }

  @Override
  public Opened open(
      Envelope envelope,
      PartyCode self,
      KeyVault vault,
      KeyAccess access,
      KeyDirectory directory,
      Instant proof,
      Shelf shelf,
      Watch watch)
      throws IOException {
    CheckedRouting routing = check(envelope.head(), directory, proof);
    return sealing.open(envelope, routing, self, vault, access, shelf);
  }

  @Override
  public Routing peek(Octets routing) {
    return notary.read(routing, Routing.class).value();
  }

  @Override
  public Sha256 routingDigest(Octets routing) {
    return notary.read(routing, Routing.class).digest();
  }

  @Override
  public CheckedRouting check(EnvelopeHead head, KeyDirectory directory, Instant proof) {
    FakeNotary.Said<Routing> said = notary.read(head.routing(), Routing.class);
    Routing routing = said.value();
    boolean second = head.routingMldsa().isPresent();
    FakeRules.require(second || routing.suite() == 1, InvalidReason.MLDSA_MISSING);
    FakeRules.require(!second || routing.suite() == 2, InvalidReason.MLDSA_UNEXPECTED);
    KnownKey key = FakeRules.signer(said, directory, Set.of(KeyUse.SIGN));
    FakeRules.require(key.party().equals(routing.from()), InvalidReason.SIGNER_WRONG_PARTY);
    FakeRules.require(
        key.invalidSince().map(proof::isBefore).orElse(true), InvalidReason.SIGNER_REVOKED);
    FakeRules.require(key.countsAt(proof), InvalidReason.SIGNER_EXPIRED);
    FakeRules.require(routing.net().equals(directory.net()), InvalidReason.WRONG_NET);
    Instant latest = proof.plus(Duration.ofMinutes(5));
    FakeRules.require(!routing.sealedAt().isAfter(latest), InvalidReason.TIME);
    FakeRules.require(
        !routing.expires().isAfter(routing.sealedAt().plus(Duration.ofDays(366))),
        InvalidReason.TIME);
    FakeRules.require(
        routing.manifest().length() == head.manifest().length()
            && routing.manifest().digest().equals(sha256(head.manifest().toArray())),
        InvalidReason.MANIFEST_DIGEST);
    return new CheckedRouting(routing, said.digest(), said.signer());
  }

  @Override
  public ContentDigester digester() {
    return new FakeDigester();
  }

  @Override
  public SignedReceipt receipt(ReceiptText text, VaultKey key, KeyVault vault, KeyAccess access) {
    return new SignedReceipt(signed(text, key, vault, access));
  }

  @Override
  public ReceiptText check(SignedReceipt receipt, KeyDirectory directory) {
    FakeNotary.Said<ReceiptText> said = notary.read(receipt.octets(), ReceiptText.class);
    KnownKey key = FakeRules.signer(said, directory, FakeRules.usesOf(said.value().event()));
    FakeRules.require(key.party().equals(said.value().by()), InvalidReason.SIGNER_WRONG_PARTY);
    FakeRules.require(key.countsAt(said.value().at()), InvalidReason.SIGNER_EXPIRED);
    FakeRules.require(said.value().net().equals(directory.net()), InvalidReason.WRONG_NET);
    return said.value();
  }

  @Override
  public ReceiptText peek(SignedReceipt receipt) {
    return notary.read(receipt.octets(), ReceiptText.class).value();
  }

  @Override
  public Octets sign(KeyRecord record, VaultKey key, KeyVault vault, KeyAccess access) {
    return signed(record, key, vault, access);
  }

  @Override
  public KeyRecord keyRecord(Octets signed, Octets root) {
    FakeNotary.Said<KeyRecord> said = notary.read(signed, KeyRecord.class);
    boolean own = false;
    for (PartyKey key : said.value().keys()) {
      KnownKey known = certificate(key.certificate(), root);
      FakeRules.require(known.party().equals(said.value().party()), InvalidReason.KEY_RECORD);
      FakeRules.require(known.use() == key.use(), InvalidReason.KEY_RECORD);
      own |= key.use() == KeyUse.SIGN && known.digest().equals(said.signer());
    }
    FakeRules.require(own && said.genuine(), InvalidReason.KEY_RECORD);
    return said.value();
  }

  @Override
  public Sha256 signer(Octets keyRecord) {
    return notary.read(keyRecord, KeyRecord.class).signer();
  }

  @Override
  public Octets sign(KeyRequest request, VaultKey key, KeyVault vault, KeyAccess access) {
    return signed(request, key, vault, access);
  }

  @Override
  public Renewal renewal(Octets signed, KeyDirectory directory, Instant proof) {
    FakeNotary.Said<KeyRequest> said = notary.read(signed, KeyRequest.class);
    KnownKey key = FakeRules.signer(said, directory, Set.of(KeyUse.SIGN));
    FakeRules.require(key.party().equals(said.value().party()), InvalidReason.SIGNER_WRONG_PARTY);
    FakeRules.require(key.countsAt(proof), InvalidReason.SIGNER_EXPIRED);
    FakeRules.require(said.value().net().equals(directory.net()), InvalidReason.WRONG_NET);
    return new Renewal(said.value(), said.signer());
  }

  @Override
  public Octets sign(DirectoryAnswer answer, VaultKey key, KeyVault vault, KeyAccess access) {
    return signed(answer, key, vault, access);
  }

  @Override
  public DirectoryAnswer directoryAnswer(Octets signed, KeyDirectory hub) {
    FakeNotary.Said<DirectoryAnswer> said = notary.read(signed, DirectoryAnswer.class);
    KnownKey key = FakeRules.signer(said, hub, Set.of(KeyUse.RECEIPT));
    FakeRules.require(key.party().equals(said.value().by()), InvalidReason.SIGNER_WRONG_PARTY);
    return said.value();
  }

  @Override
  public KnownKey certificate(Octets certificate, Octets root) {
    return FakeCertificates.read(certificate, root);
  }

  @Override
  public Sha256 sha256(byte[] octets) {
    return FakeCertificates.sha256(octets);
  }

  @Override
  public boolean verify(KnownKey key, SignatureScheme scheme, byte[] data, byte[] signature) {
    return FakeCertificates.verify(key, data, signature);
  }

  @Override
  public Octets write(KeyRequest request) {
    return notary.write(request);
  }

  @Override
  public KeyRequest keyRequest(Octets octets) {
    return notary.read(octets, KeyRequest.class).value();
  }

  @Override
  public Octets write(IssuedKeys issued) {
    return notary.write(issued);
  }

  @Override
  public IssuedKeys issuedKeys(Octets octets) {
    return notary.read(octets, IssuedKeys.class).value();
  }

  @Override
  public Octets mac(
      EnrolmentCode code, Sha256 root, PartyCode party, EnrolmentStep step, Octets octets) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(code.macKey());
    all.writeBytes((root + " " + party + " " + step + " ").getBytes(UTF_8));
    all.writeBytes(octets.toArray());
    return Octets.of(sha256(all.toByteArray()).octets());
  }

  @Override
  public Octets write(Details details) {
    return notary.write(details);
  }

  @Override
  public Details details(Octets octets) {
    return notary.read(octets, Details.class).value();
  }

  @Override
  public ZipWriter zipWriter(OutputStream out, ZipForm form) {
    return new FakeZipWriter(notary, out);
  }

  @Override
  public List<ZipGroup> readZip(InputStream in, ZipForm form, ZipStage stage, Watch watch)
      throws IOException {
    return FakeZipWriter.read(notary, in, stage);
  }

  /** Signs a value by a key of the vault. */
  Octets signed(Object value, VaultKey key, KeyVault vault, KeyAccess access) {
    vault.sign(key.ref(), SignatureScheme.ECDSA_SHA256_DER, new byte[0], access);
    return notary.sign(value, sha256(key.certificate().orElseThrow().toArray()));
  }
}
