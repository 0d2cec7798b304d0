package io.cds.crypto.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.KeyUse;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.cms.CertificateId;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.cms.SignedData;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes envelopes that a sender with a valid key could make, and that must be refused all the same.
 */
final class Forge {

  private final Network network;

  Forge(Network network) {
    this.network = network;
  }

  /** The routing record of a head as text. */
  static String json(EnvelopeHead head) {
    byte[] der = head.routing().toArray();
    return new String(SignedData.read(der, ContentKind.ROUTING).content().toArray(), UTF_8);
  }

  /** The same head with another routing record, signed by the sender. */
  EnvelopeHead routing(EnvelopeHead head, UnaryOperator<String> change) {
    return sign(head, change.apply(json(head)), Network.SEALED_AT, signKey());
  }

  /** The same head with any octets for its routing record, signed by the sender. */
  EnvelopeHead routing(EnvelopeHead head, byte[] record) {
    VaultKey key = signKey();
    Octets certificate = key.certificate().orElseThrow();
    PrivateKey privateKey = network.vault.privateKey(key.ref());
    byte[] routing =
        signed(ContentKind.ROUTING, record, Network.SEALED_AT, certificate, privateKey);
    return new EnvelopeHead(Octets.of(routing), head.routingMldsa(), head.manifest());
  }

  /** The same head with another manifest, whose length and digest the sender signed. */
  EnvelopeHead manifest(EnvelopeHead head, byte[] manifest) {
    Sha256 before = Digests.digest(head.manifest());
    Sha256 after = Digests.digest(manifest);
    String json =
        json(head)
            .replace(before.hex(), after.hex())
            .replace(
                "\"manifest\":{\"length\":" + head.manifest().length(),
                "\"manifest\":{\"length\":" + manifest.length);
    EnvelopeHead changed = new EnvelopeHead(head.routing(), Optional.empty(), Octets.of(manifest));
    return sign(changed, json, Network.SEALED_AT, signKey());
  }

  /** The same head with its routing record signed by another key. */
  EnvelopeHead signedBy(EnvelopeHead head, VaultKey key) {
    return sign(head, json(head), Network.SEALED_AT, key);
  }

  EnvelopeHead sign(EnvelopeHead head, String json, Instant time, VaultKey key) {
    PrivateKey privateKey = network.vault.privateKey(key.ref());
    Octets certificate = key.certificate().orElseThrow();
    return sign(head, ContentKind.ROUTING, json, time, certificate, privateKey);
  }

  EnvelopeHead sign(
      EnvelopeHead head,
      ContentKind kind,
      String json,
      Instant time,
      Octets certificate,
      PrivateKey key) {
    return new EnvelopeHead(
        Octets.of(signed(kind, json, time, certificate, key)),
        head.routingMldsa(),
        head.manifest());
  }

  static byte[] signed(
      ContentKind kind, String json, Instant time, Octets certificate, PrivateKey key) {
    return signed(kind, json.getBytes(UTF_8), time, certificate, key);
  }

  static byte[] signed(
      ContentKind kind, byte[] json, Instant time, Octets certificate, PrivateKey key) {
    SignedData.SigningInput input =
        new SignedData.SigningInput(
            kind,
            Octets.of(json),
            time,
            Digests.digest(certificate),
            CertificateId.of(new Certificates().parse(certificate)));
    byte[] signature = TestAuthority.sign(key, input.signedAttributes());
    return input.signed(SignatureScheme.ECDSA_SHA256_DER, signature).octets();
  }

  private VaultKey signKey() {
    return network.key(Network.SCHOOL, KeyUse.SIGN);
  }
}
