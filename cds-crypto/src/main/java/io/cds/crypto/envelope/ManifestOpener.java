package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.MANIFEST_CIPHER;
import static io.cds.api.envelope.InvalidReason.MANIFEST_KEY;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Secret;
import io.cds.api.envelope.Addressee;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyDirectory;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.KeyWrap;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.cms.AuthEnvelopedData;
import io.cds.crypto.cms.GcmContent;
import io.cds.crypto.cms.KemEnvelopedData;
import io.cds.crypto.cobblestone.Cobblestone;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Opens {@code manifest.p7m} with the keys of a vault, section 7. */
final class ManifestOpener {

  private final RoutingCheck routingCheck;
  private final KeyDirectory directory;
  private final EnvelopeLimits limits;
  private final OutsideRecipients outside;

  ManifestOpener(
      RoutingCheck routingCheck,
      KeyDirectory directory,
      EnvelopeLimits limits,
      OutsideRecipients outside) {
    this.routingCheck = routingCheck;
    this.directory = directory;
    this.limits = limits;
    this.outside = outside;
  }

  /** Content key and manifest, for the recipient at this place; the caller wipes them. */
  byte[] open(RoutingCheck.Found found, int index, KeyVault vault, KeyAccess access) {
    List<Addressee> to = found.routing().routing().to();
    Addressee self = to.get(index);
    AuthEnvelopedData sealed = found.manifest();
    Optional<Octets> encrypted = outside.encrypted(self, sealed.transported());
    if (encrypted.isPresent()) {
      try (Secret cek =
          vault.decryptOutside(self.party(), self.certificate(), encrypted.get(), access)) {
        return open(sealed.content(), cek);
      }
    }
    byte[] opened = outer(sealed, self, outside.others(to).indexOf(self), vault, access);
    return self.mlkem().isPresent() ? inner(opened, found, index, vault, access) : opened;
  }

  private static byte[] outer(
      AuthEnvelopedData sealed, Addressee self, int index, KeyVault vault, KeyAccess access) {
    Octets originator = sealed.originator().orElseThrow();
    demandPoint(originator);
    KeyWrap wrap =
        new KeyWrap(
            originator,
            Octets.of(AuthEnvelopedData.sharedInfo()),
            sealed.recipients().get(index).wrapped());
    KeyRef key = ownKey(self.party(), KeyUse.OPEN, self.certificate(), vault);
    return open(sealed.content(), key, wrap, vault, access);
  }

  private byte[] inner(
      byte[] octets, RoutingCheck.Found found, int index, KeyVault vault, KeyAccess access) {
    KemEnvelopedData sealed = KemEnvelopedData.read(octets, limits.recipients());
    routingCheck.demandInner(found.routing().routing(), sealed, directory);
    Addressee self = found.routing().routing().to().get(index);
    KemEnvelopedData.EncapsulatedFor mine = sealed.recipients().get(index);
    KeyWrap wrap =
        new KeyWrap(mine.ciphertext(), Octets.of(KemEnvelopedData.otherInfo()), mine.wrapped());
    KeyRef key = ownKey(self.party(), KeyUse.OPEN_MLKEM, self.mlkem().orElseThrow(), vault);
    return open(sealed.content(), key, wrap, vault, access);
  }

  private static byte[] open(
      GcmContent content, KeyRef key, KeyWrap wrap, KeyVault vault, KeyAccess access) {
    try (Secret cek = vault.unwrap(key, wrap, access)) {
      return open(content, cek);
    }
  }

  /** A vault's key of another length opens as little as another key, and is told as that. */
  private static byte[] open(GcmContent content, Secret cek) {
    byte[] octets = cek.reveal();
    try {
      return Optional.of(octets)
          .filter(key -> key.length == Cobblestone.KEY)
          .flatMap(content::open)
          .orElseThrow(
              () -> new InvalidEnvelopeException(MANIFEST_CIPHER, "the manifest's tag is wrong"));
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  private static void demandPoint(Octets originator) {
    try {
      P256.key(originator.toArray());
    } catch (IllegalArgumentException e) {
      throw new InvalidEnvelopeException(MANIFEST_KEY, "the ephemeral key is not on P-256", e);
    }
  }

  private static KeyRef ownKey(PartyCode self, KeyUse use, Sha256 certificate, KeyVault vault) {
    return vault.keys(self).stream()
        .filter(key -> key.ref().use() == use)
        .filter(key -> key.certificate().map(Digests::digest).equals(Optional.of(certificate)))
        .findFirst()
        .orElseThrow(
            () ->
                new CdsException(
                    Problem.of(
                        ProblemCode.KEY_MISSING,
                        self + ", " + use + " certificate " + certificate)))
        .ref();
  }
}
