package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.KEY_RECORD;
import static io.cds.api.envelope.InvalidReason.WRONG_NET;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.DirectoryAnswer;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.KeyRequest;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.PartyKey;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.Renewal;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.KeyDirectory;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.cms.SignedData;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Receipts, key records and directory answers: what is signed besides routing records. */
final class SignedRecords {

  private final SignedObjects signedObjects;
  private final CertificateProfile profile;
  private final EnvelopeLimits limits;

  SignedRecords(SignedObjects signedObjects, Certificates certificates, EnvelopeLimits limits) {
    this.signedObjects = signedObjects;
    this.profile = new CertificateProfile(certificates);
    this.limits = limits;
  }

  SignedReceipt receipt(ReceiptText text, VaultKey key, KeyVault vault, KeyAccess access) {
    if (!uses(text.event()).contains(key.ref().use())) {
      throw new IllegalArgumentException(
          "Cannot sign ["
              + text.event()
              + "] with a key of use ["
              + key.ref().use()
              + "]: expected one of "
              + uses(text.event()));
    }
    return new SignedReceipt(
        signedObjects.sign(
            ContentKind.RECEIPT, ReceiptJson.write(text), text.at(), signer(key, vault, access)));
  }

  ReceiptText peek(SignedReceipt receipt) {
    return text(read(receipt));
  }

  ReceiptText check(SignedReceipt receipt, KeyDirectory directory) {
    SignedData signed = read(receipt);
    ReceiptText text = text(signed);
    demandNet(text.net(), directory.net());
    signedObjects.verify(signed, text.by(), uses(text.event()), directory, text.at());
    return text;
  }

  private SignedData read(SignedReceipt receipt) {
    return signedObjects.read(receipt.octets(), ContentKind.RECEIPT, limits.receipt());
  }

  private ReceiptText text(SignedData signed) {
    ReceiptText text = ReceiptJson.read(signedObjects.json(signed));
    SignedObjects.demandTime(signed, text.at());
    return text;
  }

  private static Set<KeyUse> uses(ReceiptEvent event) {
    return switch (event) {
      case ACCEPTED, RECALLED, EXPIRED -> Set.of(KeyUse.RECEIPT);
      case DELIVERED -> Set.of(KeyUse.TRANSMIT, KeyUse.SIGN);
      case OPENED -> Set.of(KeyUse.SIGN);
      case REFUSED -> Set.of(KeyUse.RECEIPT, KeyUse.TRANSMIT, KeyUse.SIGN);
    };
  }

  Octets sign(KeyRecord record, VaultKey key, KeyVault vault, KeyAccess access) {
    return signedObjects.sign(
        ContentKind.KEY_RECORD,
        KeyRecordJson.write(record),
        record.at(),
        signer(key, vault, access));
  }

  KnownKey certificate(Octets certificate, Octets root) {
    return profile.read(certificate, root);
  }

  KeyRecord keyRecord(Octets octets, Octets root) {
    SignedData signed = signedObjects.read(octets, ContentKind.KEY_RECORD, limits.keyRecord());
    KeyRecord record = KeyRecordJson.read(signedObjects.json(signed));
    SignedObjects.demandTime(signed, record.at());
    demandNet(record.net(), Digests.digest(root));
    demandSuites(record);
    Optional<KnownKey> signer = Optional.empty();
    for (PartyKey key : record.keys()) {
      KnownKey known = profile.read(key.certificate(), root);
      if (!known.party().equals(record.party()) || known.use() != key.use()) {
        throw new InvalidEnvelopeException(
            KEY_RECORD, "a certificate is of another party or use than the record says");
      }
      if (known.digest().equals(signed.certificate()) && known.use() == KeyUse.SIGN) {
        signer = Optional.of(known);
      }
    }
    if (signer.isEmpty()) {
      throw new InvalidEnvelopeException(
          KEY_RECORD, "it is not signed by a SIGN key that stands in it");
    }
    signedObjects.verify(signed, signer.get().certificate());
    return record;
  }

  Sha256 signer(Octets keyRecord) {
    return signedObjects.read(keyRecord, ContentKind.KEY_RECORD, limits.keyRecord()).certificate();
  }

  Octets sign(KeyRequest request, VaultKey key, KeyVault vault, KeyAccess access) {
    return signedObjects.sign(
        ContentKind.KEY_REQUEST,
        EnrolmentJson.write(request),
        request.at(),
        signer(key, vault, access));
  }

  Renewal renewal(Octets octets, KeyDirectory directory, Instant proof) {
    SignedData signed = signedObjects.read(octets, ContentKind.KEY_REQUEST, limits.keyRecord());
    KeyRequest request = EnrolmentJson.request(signedObjects.json(signed));
    SignedObjects.demandTime(signed, request.at());
    demandNet(request.net(), directory.net());
    KnownKey signer =
        signedObjects.verify(signed, request.party(), Set.of(KeyUse.SIGN), directory, proof);
    return new Renewal(request, signer.digest());
  }

  /** A party says nothing of itself that its keys do not bear out. */
  private static void demandSuites(KeyRecord record) {
    Set<KeyUse> uses = record.keys().stream().map(PartyKey::use).collect(Collectors.toSet());
    boolean hybrid = uses.containsAll(Set.of(KeyUse.SIGN_MLDSA, KeyUse.OPEN_MLKEM));
    if (record.suites().contains(2) && !hybrid) {
      throw new InvalidEnvelopeException(KEY_RECORD, "it names suite 2 and has no keys of it");
    }
    if (!record.suites().contains(record.requiredSuite())) {
      throw new InvalidEnvelopeException(
          KEY_RECORD, "it demands suite [" + record.requiredSuite() + "], which it cannot open");
    }
  }

  Octets sign(DirectoryAnswer answer, VaultKey key, KeyVault vault, KeyAccess access) {
    return signedObjects.sign(
        ContentKind.DIRECTORY_ANSWER,
        DirectoryAnswerJson.write(answer),
        answer.asOf(),
        signer(key, vault, access));
  }

  DirectoryAnswer directoryAnswer(Octets octets, KeyDirectory hub) {
    SignedData signed = signedObjects.read(octets, ContentKind.DIRECTORY_ANSWER, limits.answer());
    DirectoryAnswer answer =
        DirectoryAnswerJson.read(signedObjects.json(signed), limits.keyRecord());
    SignedObjects.demandTime(signed, answer.asOf());
    demandNet(answer.net(), hub.net());
    signedObjects.verify(signed, answer.by(), Set.of(KeyUse.RECEIPT), hub, answer.asOf());
    return answer;
  }

  private static void demandNet(Sha256 found, Sha256 own) {
    if (!found.equals(own)) {
      throw new InvalidEnvelopeException(WRONG_NET, "it is of another hub's net");
    }
  }

  private static SignedObjects.Signer signer(VaultKey key, KeyVault vault, KeyAccess access) {
    Octets certificate =
        key.certificate()
            .orElseThrow(
                () ->
                    new CdsException(
                        Problem.of(
                            ProblemCode.KEY_MISSING,
                            key.ref().party() + ", certificate of " + key.ref().use())));
    return new SignedObjects.Signer(key.ref(), certificate, vault, access);
  }
}
