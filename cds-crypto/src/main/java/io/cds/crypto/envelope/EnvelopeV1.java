package io.cds.crypto.envelope;

import io.cds.api.EnrolmentCode;
import io.cds.api.KeyAccess;
import io.cds.api.PartyCode;
import io.cds.api.Sink;
import io.cds.api.Watch;
import io.cds.api.envelope.CheckedRouting;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.DirectoryAnswer;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.IssuedKeys;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.KeyRequest;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
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
import io.cds.api.spi.OpenMessage;
import io.cds.api.spi.Opened;
import io.cds.api.spi.SealRequest;
import io.cds.api.spi.Sealed;
import io.cds.api.spi.Shelf;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.api.spi.ZipStage;
import io.cds.api.spi.ZipWriter;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.Providers;
import io.cds.crypto.algorithm.Signatures;
import io.cds.crypto.content.Compressions;
import io.cds.crypto.content.Crew;
import io.cds.crypto.json.JsonObject;
import io.cds.crypto.zip.StrictZipReader;
import io.cds.crypto.zip.StrictZipWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/** Envelope format v1 (docs/envelope-v1.md). Safe for several threads. */
public final class EnvelopeV1 implements EnvelopeCodec {

  private final EnvelopeLimits limits;
  private final SecureRandom random;
  private final Crew crew;
  private final CodecParts parts;

  /** The codec with the limits of the format and fresh randomness, as ServiceLoader makes it. */
  public EnvelopeV1() {
    this(EnvelopeLimits.DEFAULTS, new SecureRandom());
  }

  /** The codec with other limits or another source of randomness. */
  public EnvelopeV1(EnvelopeLimits limits, SecureRandom random) {
    this(limits, random, Crew.ALONE, OutsideRecipients.none());
  }

  private EnvelopeV1(
      EnvelopeLimits limits, SecureRandom random, Crew crew, OutsideRecipients outside) {
    this.limits = limits;
    this.random = random;
    this.crew = crew;
    this.parts = CodecParts.of(limits, outside);
  }

  /** The same codec, which seals to these outside certificates and takes what is sealed to them. */
  public EnvelopeV1 allowing(OutsideRecipients outside) {
    return new EnvelopeV1(limits, random, crew, outside);
  }

  @Override
  public String name() {
    return "envelope-v1";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public EnvelopeCodec parallel(Executor executor, int width) {
    return new EnvelopeV1(limits, random, new Crew(executor, width), parts.outside());
  }

  @Override
  public void warmUp() {
    new WarmUp(random, parts.json()).run();
  }

  @Override
  public Map<String, String> providers() {
    return Compressions.named(Providers.names());
  }

  @Override
  public Set<Compression> compressions() {
    return Compressions.all();
  }

  @Override
  public Sealed seal(
      SealRequest request, Sink content, KeyVault vault, KeyAccess access, Watch watch)
      throws IOException {
    return new MessageSealer(request, limits, random, crew)
        .seal(content, parts.sealer(), parts.signedObjects(), vault, access, watch);
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
    return parts
        .opener(envelope, directory, proof, crew)
        .open(envelope.content(), self, vault, access, shelf, watch);
  }

  @Override
  public OpenMessage openByParts(
      Envelope envelope,
      Octets pieces,
      PartyCode self,
      KeyVault vault,
      KeyAccess access,
      KeyDirectory directory,
      Instant proof) {
    return parts
        .opener(envelope, directory, proof, crew)
        .byParts(envelope.content(), pieces, self, vault, access);
  }

  @Override
  public List<KnownKey> outside(PartyCode party) {
    return parts.outside().keys(party);
  }

  @Override
  public Routing peek(Octets routing) {
    return parts.routingCheck().peek(routing);
  }

  @Override
  public Sha256 routingDigest(Octets routing) {
    return parts.routingCheck().digest(routing);
  }

  @Override
  public CheckedRouting check(EnvelopeHead head, KeyDirectory directory, Instant proof) {
    return parts.routingCheck().check(head, directory, proof).routing();
  }

  @Override
  public ContentDigester digester() {
    return new PieceDigester();
  }

  @Override
  public SignedReceipt receipt(ReceiptText text, VaultKey key, KeyVault vault, KeyAccess access) {
    return parts.records().receipt(text, key, vault, access);
  }

  @Override
  public ReceiptText check(SignedReceipt receipt, KeyDirectory directory) {
    return parts.records().check(receipt, directory);
  }

  @Override
  public ReceiptText peek(SignedReceipt receipt) {
    return parts.records().peek(receipt);
  }

  @Override
  public Octets sign(KeyRecord record, VaultKey key, KeyVault vault, KeyAccess access) {
    return parts.records().sign(record, key, vault, access);
  }

  @Override
  public KeyRecord keyRecord(Octets signed, Octets root) {
    return parts.records().keyRecord(signed, root);
  }

  @Override
  public Sha256 signer(Octets keyRecord) {
    return parts.records().signer(keyRecord);
  }

  @Override
  public Octets sign(KeyRequest request, VaultKey key, KeyVault vault, KeyAccess access) {
    return parts.records().sign(request, key, vault, access);
  }

  @Override
  public Renewal renewal(Octets signed, KeyDirectory directory, Instant proof) {
    return parts.records().renewal(signed, directory, proof);
  }

  @Override
  public Octets sign(DirectoryAnswer answer, VaultKey key, KeyVault vault, KeyAccess access) {
    return parts.records().sign(answer, key, vault, access);
  }

  @Override
  public DirectoryAnswer directoryAnswer(Octets signed, KeyDirectory hub) {
    return parts.records().directoryAnswer(signed, hub);
  }

  @Override
  public KnownKey certificate(Octets certificate, Octets root) {
    return parts.records().certificate(certificate, root);
  }

  @Override
  public Sha256 sha256(byte[] octets) {
    return Digests.digest(octets);
  }

  @Override
  public boolean verify(KnownKey key, SignatureScheme scheme, byte[] data, byte[] signature) {
    return Signatures.verify(
        parts.certificates().parse(key.certificate()).getPublicKey(), scheme, data, signature);
  }

  @Override
  public Octets write(KeyRequest request) {
    return Octets.of(EnrolmentJson.write(request));
  }

  @Override
  public KeyRequest keyRequest(Octets octets) {
    return EnrolmentJson.request(json(octets));
  }

  @Override
  public Octets write(IssuedKeys issued) {
    return Octets.of(EnrolmentJson.write(issued));
  }

  @Override
  public IssuedKeys issuedKeys(Octets octets) {
    return EnrolmentJson.issued(json(octets));
  }

  @Override
  public Octets mac(
      EnrolmentCode code, Sha256 root, PartyCode party, EnrolmentStep step, Octets octets) {
    return EnrolmentJson.mac(code, root, party, step, octets);
  }

  @Override
  public Octets write(Details details) {
    return Octets.of(HeadingJson.write(details));
  }

  @Override
  public Details details(Octets octets) {
    return HeadingJson.details(json(octets), limits.attachments());
  }

  @Override
  public ZipWriter zipWriter(OutputStream out, ZipForm form) {
    return new StrictZipWriter(out, form, limits.zip());
  }

  @Override
  public List<ZipGroup> readZip(InputStream in, ZipForm form, ZipStage stage, Watch watch)
      throws IOException {
    return new StrictZipReader(in, form, limits.zip(), stage, watch).read();
  }

  private JsonObject json(Octets octets) {
    return parts.signedObjects().json(octets, limits.answer());
  }
}
