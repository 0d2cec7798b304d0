package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CONTENT_LIMIT;
import static io.cds.api.envelope.InvalidReason.EXPIRED;
import static io.cds.api.envelope.InvalidReason.JSON_LIMIT;
import static io.cds.api.envelope.InvalidReason.MANIFEST_DIGEST;
import static io.cds.api.envelope.InvalidReason.MANIFEST_LIMIT;
import static io.cds.api.envelope.InvalidReason.MLDSA_MISSING;
import static io.cds.api.envelope.InvalidReason.MLDSA_UNEXPECTED;
import static io.cds.api.envelope.InvalidReason.RECIPIENTS;
import static io.cds.api.envelope.InvalidReason.SIGNER_EXPIRED;
import static io.cds.api.envelope.InvalidReason.SIGNER_REVOKED;
import static io.cds.api.envelope.InvalidReason.TIME;
import static io.cds.api.envelope.InvalidReason.WRONG_NET;

import io.cds.api.KeyUse;
import io.cds.api.envelope.Addressee;
import io.cds.api.envelope.CheckedRouting;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Routing;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyDirectory;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.cms.AuthEnvelopedData;
import io.cds.crypto.cms.CertificateId;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.cms.DetachedSignature;
import io.cds.crypto.cms.KemEnvelopedData;
import io.cds.crypto.cms.SignedData;
import io.cds.crypto.cobblestone.Cobblestone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The checks of section 8 that hub and recipient share. */
final class RoutingCheck {

  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final SignedObjects signedObjects;
  private final Certificates certificates;
  private final EnvelopeLimits limits;
  private final OutsideRecipients outside;

  RoutingCheck(
      SignedObjects signedObjects,
      Certificates certificates,
      EnvelopeLimits limits,
      OutsideRecipients outside) {
    this.outside = outside;
    this.signedObjects = signedObjects;
    this.certificates = certificates;
    this.limits = limits;
  }

  /** What {@link #check} found: the routing record, and the manifest's structure. */
  record Found(CheckedRouting routing, AuthEnvelopedData manifest) {}

  Routing peek(Octets routing) {
    return RoutingJson.read(signedObjects.json(read(routing)), limits);
  }

  Sha256 digest(Octets routing) {
    return digest(read(routing));
  }

  Found check(EnvelopeHead head, KeyDirectory directory, Instant proof) {
    SignedData signed = read(head.routing());
    Routing routing = RoutingJson.read(signedObjects.json(signed), limits);
    demandSignatures(head, routing);
    if (!routing.net().equals(directory.net())) {
      throw new InvalidEnvelopeException(WRONG_NET, "the envelope is for another hub");
    }
    KnownKey signer =
        signedObjects.verify(signed, routing.from(), Set.of(KeyUse.SIGN), directory, proof);
    SignedObjects.demandTime(signed, routing.sealedAt());
    demandTimes(routing, signer, proof);
    if (head.routingMldsa().isPresent()) {
      demandSecond(head.routingMldsa().get(), signed, routing, directory, proof);
    }
    AuthEnvelopedData manifest = manifest(head, routing);
    demandRecipients(routing, manifest, directory);
    return new Found(new CheckedRouting(routing, digest(signed), signer.digest()), manifest);
  }

  private SignedData read(Octets routing) {
    return signedObjects.read(routing, ContentKind.ROUTING, limits.routing());
  }

  private static Sha256 digest(SignedData signed) {
    return Digests.digest(signed.content());
  }

  private static void demandSignatures(EnvelopeHead head, Routing routing) {
    if (routing.suite() == 2 && head.routingMldsa().isEmpty()) {
      throw new InvalidEnvelopeException(MLDSA_MISSING, "suite 2 without its second signature");
    }
    if (routing.suite() == 1 && head.routingMldsa().isPresent()) {
      throw new InvalidEnvelopeException(MLDSA_UNEXPECTED, "suite 1 with a second signature");
    }
  }

  private void demandSecond(
      Octets mldsa, SignedData first, Routing routing, KeyDirectory directory, Instant proof) {
    if (mldsa.length() > limits.routing()) {
      throw new InvalidEnvelopeException(
          JSON_LIMIT, "a second signature of [" + mldsa.length() + "] octets is too large");
    }
    DetachedSignature second = DetachedSignature.read(mldsa.toArray(), first.content());
    KnownKey signer =
        signedObjects.verify(second, routing.from(), Set.of(KeyUse.SIGN_MLDSA), directory, proof);
    SignedObjects.demandTime(second, routing.sealedAt());
    demandTimes(routing, signer, proof);
  }

  private static void demandTimes(Routing routing, KnownKey signer, Instant proof) {
    Instant sealedAt = routing.sealedAt();
    if (sealedAt.isBefore(signer.notBefore()) || sealedAt.isAfter(signer.notAfter())) {
      throw new InvalidEnvelopeException(
          SIGNER_EXPIRED, "it was sealed outside the validity of the signer's certificate");
    }
    if (signer.invalidSince().filter(since -> !sealedAt.isBefore(since)).isPresent()) {
      throw new InvalidEnvelopeException(
          SIGNER_REVOKED, "it was sealed at [" + sealedAt + "], when the key was withdrawn");
    }
    if (sealedAt.isAfter(proof.plus(AHEAD))) {
      throw new InvalidEnvelopeException(
          TIME, "it was sealed at [" + sealedAt + "], after its proof [" + proof + "]");
    }
    if (!sealedAt.isBefore(routing.expires())
        || routing.expires().isAfter(sealedAt.plus(LONGEST))) {
      throw new InvalidEnvelopeException(
          TIME, "it expires at [" + routing.expires() + "], not within 366 days of its sealing");
    }
    if (!proof.isBefore(routing.expires())) {
      throw new InvalidEnvelopeException(
          EXPIRED, "it expired at [" + routing.expires() + "], its proof is of [" + proof + "]");
    }
  }

  private AuthEnvelopedData manifest(EnvelopeHead head, Routing routing) {
    if (routing.manifest().length() > limits.manifest()
        || head.manifest().length() > limits.manifest()) {
      throw new InvalidEnvelopeException(
          MANIFEST_LIMIT,
          "a manifest of [" + routing.manifest().length() + "] octets is too large");
    }
    if (routing.content().length() > limits.content()) {
      throw new InvalidEnvelopeException(
          CONTENT_LIMIT, "a content of [" + routing.content().length() + "] octets is too large");
    }
    Cobblestone.plainLength(routing.content().length());
    byte[] octets = head.manifest().toArray();
    if (octets.length != routing.manifest().length()
        || !Digests.digest(octets).equals(routing.manifest().digest())) {
      throw new InvalidEnvelopeException(MANIFEST_DIGEST, "the manifest is not the signed one");
    }
    boolean transport = routing.suite() == 1 && !outside.isEmpty();
    return AuthEnvelopedData.read(octets, limits.recipients(), transport);
  }

  /** The recipients that everybody can see: the signed ones, in the signed order. */
  private void demandRecipients(
      Routing routing, AuthEnvelopedData manifest, KeyDirectory directory) {
    List<CertificateId> sealedTo =
        manifest.recipients().stream().map(AuthEnvelopedData.WrappedFor::certificate).toList();
    outside.demand(routing.to(), manifest.transported());
    demandSealedTo(outside.others(routing.to()), sealedTo, KeyUse.OPEN, directory);
    for (Addressee addressee : routing.to()) {
      Optional<KnownKey> mlkem = addressee.mlkem().flatMap(directory::key);
      if (mlkem.isPresent() && !isFor(addressee, mlkem.get(), KeyUse.OPEN_MLKEM)) {
        throw notSealedTo(addressee);
      }
    }
  }

  /** The inner recipients of suite 2, which only who opens can see: the same, in the same order. */
  void demandInner(Routing routing, KemEnvelopedData inner, KeyDirectory directory) {
    List<CertificateId> sealedTo =
        inner.recipients().stream().map(KemEnvelopedData.EncapsulatedFor::certificate).toList();
    demandSealedTo(routing.to(), sealedTo, KeyUse.OPEN_MLKEM, directory);
  }

  private void demandSealedTo(
      List<Addressee> to, List<CertificateId> sealedTo, KeyUse use, KeyDirectory directory) {
    if (sealedTo.size() != to.size()) {
      throw new InvalidEnvelopeException(
          RECIPIENTS,
          "the manifest is sealed to ["
              + sealedTo.size()
              + "] "
              + use
              + " keys, the routing record names ["
              + to.size()
              + "]");
    }
    for (int i = 0; i < sealedTo.size(); i++) {
      Addressee addressee = to.get(i);
      Optional<Sha256> certificate =
          use == KeyUse.OPEN ? Optional.of(addressee.certificate()) : addressee.mlkem();
      Optional<KnownKey> key = certificate.flatMap(directory::key);
      if (key.isPresent() && !isSealedTo(addressee, key.get(), use, sealedTo.get(i))) {
        throw notSealedTo(addressee);
      }
    }
  }

  private static InvalidEnvelopeException notSealedTo(Addressee addressee) {
    return new InvalidEnvelopeException(
        RECIPIENTS, "recipient [" + addressee.party() + "] is not the one sealed to");
  }

  private boolean isSealedTo(Addressee to, KnownKey key, KeyUse use, CertificateId sealedTo) {
    return isFor(to, key, use)
        && CertificateId.of(certificates.parse(key.certificate())).equals(sealedTo);
  }

  private static boolean isFor(Addressee addressee, KnownKey key, KeyUse use) {
    return key.party().equals(addressee.party()) && key.use() == use;
  }
}
