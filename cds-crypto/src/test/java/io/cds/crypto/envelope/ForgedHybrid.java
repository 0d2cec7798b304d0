package io.cds.crypto.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.KeyAgreementWrap;
import io.cds.crypto.cms.AuthEnvelopedData;
import io.cds.crypto.cms.CertificateId;
import io.cds.crypto.cms.DetachedSignature;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Messages of suite 2 that a sender with valid keys could make, and that must be refused. */
final class ForgedHybrid {

  private final Network network;
  private final Forge forge;

  ForgedHybrid(Network network) {
    this.network = network;
    this.forge = new Forge(network);
  }

  /** The same head with another second signature, or none. */
  static EnvelopeHead with(EnvelopeHead head, Optional<Octets> mldsa) {
    return new EnvelopeHead(head.routing(), mldsa, head.manifest());
  }

  /** The same head, signed a second time by this key. */
  EnvelopeHead signedAgain(EnvelopeHead head, VaultKey key) {
    return signedAgain(head, key, Network.SEALED_AT);
  }

  EnvelopeHead signedAgain(EnvelopeHead head, VaultKey key, Instant time) {
    Octets certificate = key.certificate().orElseThrow();
    DetachedSignature.Input input =
        new DetachedSignature.Input(
            Octets.of(Forge.json(head).getBytes(UTF_8)),
            time,
            Digests.digest(certificate),
            CertificateId.of(new Certificates().parse(certificate)));
    byte[] signature =
        network.vault.sign(
            network.key(Network.SCHOOL, KeyUse.SIGN_MLDSA).ref(),
            SignatureScheme.ML_DSA_65,
            input.signedAttributes(),
            Network.ACCESS);
    return with(head, Optional.of(Octets.of(input.signed(signature).octets())));
  }

  private EnvelopeHead signedAgain(EnvelopeHead head) {
    return signedAgain(head, network.key(Network.SCHOOL, KeyUse.SIGN_MLDSA));
  }

  /** The same head with another routing record, which the sender signed by both keys. */
  EnvelopeHead routing(EnvelopeHead head, UnaryOperator<String> change) {
    return signedAgain(forge.routing(head, change));
  }

  /** The inner octets, as the holder of EDB's OPEN key alone sees them. */
  byte[] inner(EnvelopeHead head, int index) {
    AuthEnvelopedData sealed = AuthEnvelopedData.read(head.manifest().toArray(), 64, false);
    byte[] cek =
        KeyAgreementWrap.unwrap(
                network.vault.privateKey(network.key(Network.EDB, KeyUse.OPEN).ref()),
                sealed.originator().orElseThrow().toArray(),
                AuthEnvelopedData.sharedInfo(),
                sealed.recipients().get(index).wrapped().toArray())
            .orElseThrow();
    return sealed.content().open(cek).orElseThrow();
  }

  /** The same head around other inner octets, sealed to the same recipients. */
  EnvelopeHead inner(EnvelopeHead head, List<PartyCode> to, byte[] inner) {
    byte[] manifest =
        new ManifestSealer(new Certificates(), OutsideRecipients.none())
            .outer(inner, to.stream().map(network::hybridTo).toList(), network.random);
    return manifest(head, manifest);
  }

  /**
   * The same head with another manifest, whose length and digest the sender signed by both keys.
   */
  EnvelopeHead manifest(EnvelopeHead head, byte[] manifest) {
    return signedAgain(forge.manifest(head, manifest));
  }
}
