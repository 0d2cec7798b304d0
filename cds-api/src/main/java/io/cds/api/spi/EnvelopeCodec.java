package io.cds.api.spi;

import io.cds.api.EnrolmentCode;
import io.cds.api.KeyAccess;
import io.cds.api.PartyCode;
import io.cds.api.Sink;
import io.cds.api.Watch;
import io.cds.api.envelope.Addressee;
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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Understands the octets of envelopes, receipts, key records, directory answers and .zip files.
 * Implemented by cds-crypto; nobody else reads or writes them.
 *
 * <p><b>Guarantees.</b> Strict: octets outside docs/envelope-v1.md are refused with {@link
 * io.cds.api.envelope.InvalidEnvelopeException}, each fault with its own reason; nothing of them is
 * released. Limits are checked before allocation. Memory does not grow with content. <b>Does
 * not</b> deliver, store or decide.
 *
 * <p><b>Threading.</b> Safe for several threads.
 */
public interface EnvelopeCodec extends Provider {
  /**
   * The same codec, which shares the work on large contents with an executor of the host.
   *
   * <p>The calling thread works too and never waits for a free thread: an executor that is busy or
   * shut down makes it slower and harms nothing. Sinks and sources are used by the calling thread
   * only. Memory: about 4 MiB for each thread.
   *
   * @param executor whose threads help
   * @param width threads that work at one message at the same time, the calling one among them: 1
   *     to 64
   */
  default EnvelopeCodec parallel(Executor executor, int width) {
    return this;
  }

  /**
   * Does a little of each kind of work, so that the first real message is not the slowest: within a
   * second of one core. Ends early when its thread is interrupted. Never needed.
   */
  default void warmUp() {}

  /**
   * Who does which operation, by names for people; a native provider or zstd on the class path
   * shows here.
   */
  default Map<String, String> providers() {
    return Map.of();
  }

  /**
   * How attachments may be stored for this process to open them: {@code NONE} and {@code DEFLATE}
   * always. The party's key record tells it to senders.
   */
  default Set<Compression> compressions() {
    return Set.of(Compression.NONE, Compression.DEFLATE);
  }

  /**
   * Seals into {@code content}, which it finishes; on any fault or cancellation it is left
   * unfinished for the caller to close.
   */
  Sealed seal(SealRequest request, Sink content, KeyVault vault, KeyAccess access, Watch watch)
      throws IOException;

  /**
   * Verifies and opens a whole message for {@code self}.
   *
   * @param proof time at which the sender's key must count
   * @throws io.cds.api.CdsException {@code CANCELLED} if the watch says so
   */
  Opened open(
      Envelope envelope,
      PartyCode self,
      KeyVault vault,
      KeyAccess access,
      KeyDirectory directory,
      Instant proof,
      Shelf shelf,
      Watch watch)
      throws IOException;

  /**
   * Verifies a message and opens its manifest only; attachments are then opened one by one by
   * random access, without reading the rest.
   *
   * @param pieces what {@link ContentDigester#pieces} gave for this content
   * @param proof time at which the sender's key must count
   * @throws UnsupportedOperationException from a codec that does not open by parts
   */
  default OpenMessage openByParts(
      Envelope envelope,
      Octets pieces,
      PartyCode self,
      KeyVault vault,
      KeyAccess access,
      KeyDirectory directory,
      Instant proof) {
    throw new UnsupportedOperationException("Codec [" + name() + "] does not open by parts");
  }

  /**
   * The outside certificates that the host lets messages to this party be sealed to, in place of
   * its OPEN key and by suite 1 only; newest first. Their use is OPEN, their state ACTIVE, and no
   * directory has them.
   */
  default List<KnownKey> outside(PartyCode party) {
    return List.of();
  }

  /** The one among them that a routing record names for this recipient. */
  default Optional<KnownKey> outside(Addressee to) {
    return outside(to.party()).stream()
        .filter(key -> key.digest().equals(to.certificate()))
        .findFirst();
  }

  /** Reads a routing record without checking its signature: for finding the sender's keys only. */
  Routing peek(Octets routing);

  /**
   * SHA-256 over the eContent octets of a routing record, without checking its signature: what a
   * refusal names.
   */
  Sha256 routingDigest(Octets routing);

  /**
   * Checks signature (with suite 2 both), sender, net, times, recipients; and that the manifest's
   * length and digest are the signed ones.
   */
  CheckedRouting check(EnvelopeHead head, KeyDirectory directory, Instant proof);

  /** For {@code content.digest}. */
  ContentDigester digester();

  /** Signs a receipt. */
  SignedReceipt receipt(ReceiptText text, VaultKey key, KeyVault vault, KeyAccess access);

  /**
   * Checks a receipt: signature, signer's party, and that the use may testify to this event
   * (ACCEPTED: RECEIPT; DELIVERED: TRANSMIT or SIGN; OPENED: SIGN; REFUSED: RECEIPT, TRANSMIT or
   * SIGN; RECALLED, EXPIRED: RECEIPT).
   */
  ReceiptText check(SignedReceipt receipt, KeyDirectory directory);

  /** Reads a receipt without checking its signature. */
  ReceiptText peek(SignedReceipt receipt);

  /** Signs a key record with the party's SIGN key, which must be one of its keys. */
  Octets sign(KeyRecord record, VaultKey key, KeyVault vault, KeyAccess access);

  /**
   * Checks a key record: signed by a SIGN key that it contains, every certificate of the profile
   * and issued by the root for that party.
   */
  KeyRecord keyRecord(Octets signed, Octets root);

  /**
   * SHA-256 of the certificate that signed a key record, without checking it: whether that key was
   * known before tells a renewal from a re-enrolment.
   */
  Sha256 signer(Octets keyRecord);

  /** Signs a key request with the party's SIGN key, which takes the place of a code. */
  Octets sign(KeyRequest request, VaultKey key, KeyVault vault, KeyAccess access);

  /** Checks a signed key request: by a SIGN key of its party that counts at this time. */
  Renewal renewal(Octets signed, KeyDirectory directory, Instant proof);

  /** Signs a directory answer with the hub's RECEIPT key. */
  Octets sign(DirectoryAnswer answer, VaultKey key, KeyVault vault, KeyAccess access);

  /** Checks a directory answer against the hub's RECEIPT keys; times are left to the caller. */
  DirectoryAnswer directoryAnswer(Octets signed, KeyDirectory hub);

  /**
   * Reads a certificate that the root issued: party, use and validity; refused unless it is of the
   * profile. State is ACTIVE.
   */
  KnownKey certificate(Octets certificate, Octets root);

  /** SHA-256. */
  Sha256 sha256(byte[] octets);

  /** Verifies a signature by a certificate's key over data, as for RFC 9421. */
  boolean verify(KnownKey key, SignatureScheme scheme, byte[] data, byte[] signature);

  /** Canonical octets. */
  Octets write(KeyRequest request);

  /** Back again. */
  KeyRequest keyRequest(Octets octets);

  /** Canonical octets. */
  Octets write(IssuedKeys issued);

  /** Back again. */
  IssuedKeys issuedKeys(Octets octets);

  /**
   * HMAC-SHA-256(code, root ‖ party ‖ octets), with the domain separation of docs/envelope-v1.md.
   * Compare in constant time.
   */
  Octets mac(EnrolmentCode code, Sha256 root, PartyCode party, EnrolmentStep step, Octets octets);

  /**
   * Canonical octets of a heading with its attachments' names, types and lengths, as the manifest
   * writes them: for storing details.
   */
  Octets write(Details details);

  /** Back again. */
  Details details(Octets octets);

  /** A writer of the .zip form. */
  ZipWriter zipWriter(OutputStream out, ZipForm form);

  /**
   * Reads a .zip to its end and proves its profile; returns the groups in order. Contents went to
   * the stage.
   */
  List<ZipGroup> readZip(InputStream in, ZipForm form, ZipStage stage, Watch watch)
      throws IOException;
}
