package io.cds.api.spi;

import io.cds.api.Attachment;
import io.cds.api.Heading;
import io.cds.api.MessageKey;
import io.cds.api.Recipient;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be sealed.
 *
 * @param net the hub's net
 * @param seal 1 the first time
 * @param signKey the sender's SIGN key
 * @param signCertificate its certificate as the directory knows it
 * @param mldsa the sender's second signature: with it the message is of suite 2, and every
 *     recipient has an OPEN_MLKEM key too
 * @param recipients with the keys to seal to
 * @param compressions what every recipient can expand
 */
public record SealRequest(
    Sha256 net,
    MessageKey key,
    int seal,
    KeyRef signKey,
    KnownKey signCertificate,
    Optional<SecondKey> mldsa,
    List<To> recipients,
    Instant sealedAt,
    Instant expires,
    boolean test,
    Heading heading,
    List<Attachment> attachments,
    Set<Compression> compressions) {
  /** Copies. */
  public SealRequest {
    recipients = List.copyOf(recipients);
    attachments = List.copyOf(attachments);
    compressions = Set.copyOf(compressions);
  }

  /** Of suite 1. */
  public SealRequest(
      Sha256 net,
      MessageKey key,
      int seal,
      KeyRef signKey,
      KnownKey signCertificate,
      List<To> recipients,
      Instant sealedAt,
      Instant expires,
      boolean test,
      Heading heading,
      List<Attachment> attachments,
      Set<Compression> compressions) {
    this(
        net,
        key,
        seal,
        signKey,
        signCertificate,
        Optional.empty(),
        recipients,
        sealedAt,
        expires,
        test,
        heading,
        attachments,
        compressions);
  }

  /** 1: classical; 2: hybrid. */
  public int suite() {
    return mldsa.isPresent() ? 2 : 1;
  }

  /** The sender's SIGN_MLDSA key and its certificate as the directory knows it. */
  public record SecondKey(KeyRef key, KnownKey certificate) {}

  /**
   * A recipient and the keys to seal to.
   *
   * @param key its OPEN key
   * @param mlkem its OPEN_MLKEM key, with suite 2 only
   */
  public record To(Recipient recipient, KnownKey key, Optional<KnownKey> mlkem) {

    /** Of suite 1. */
    public To(Recipient recipient, KnownKey key) {
      this(recipient, key, Optional.empty());
    }
  }
}
