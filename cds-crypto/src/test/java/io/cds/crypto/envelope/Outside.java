package io.cds.crypto.envelope;

import static io.cds.crypto.envelope.Network.EDB;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Recipient;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.SealRequest;
import io.cds.crypto.algorithm.BouncyCastle;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;

/** An outside certificate of EDB, the same every time, and what is sealed to it. */
final class Outside {

  final SecureRandom random = new FixedRandom("XCA");
  final TestAuthority authority = new TestAuthority("XCA", random);
  final KeyPair pair;
  final Octets certificate;
  final OutsideRecipients recipients;

  Outside() {
    this.pair = pair(2048);
    this.certificate = issue(pair, KeyUsage.keyEncipherment);
    this.recipients = OutsideRecipients.none().certificate(EDB, certificate);
  }

  Octets issue(KeyPair subject, int usage) {
    return authority.issue("C=HK,O=Education Bureau", subject.getPublic(), usage);
  }

  KeyPair pair(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", BouncyCastle.provider());
      generator.initialize(bits, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same codec with the setting. */
  EnvelopeCodec allowed(EnvelopeCodec codec) {
    return ((EnvelopeV1) codec).allowing(recipients);
  }

  /** Gives EDB's vault the key. */
  Network at(Network network) {
    network.vault.outside(key().digest(), pair.getPrivate());
    return network;
  }

  KnownKey key() {
    return recipients.keys(EDB).get(0);
  }

  /** To EDB's outside certificate, and to the OPEN keys of these. */
  List<SealRequest.To> to(Network network, PartyCode... others) {
    List<SealRequest.To> to =
        new ArrayList<>(List.of(new SealRequest.To(Recipient.original(EDB), key())));
    for (PartyCode party : others) {
      to.add(new SealRequest.To(Recipient.original(party), network.known(party, KeyUse.OPEN)));
    }
    return to;
  }

  static SealRequest with(SealRequest r, List<SealRequest.To> to) {
    return new SealRequest(
        r.net(),
        r.key(),
        r.seal(),
        r.signKey(),
        r.signCertificate(),
        r.mldsa(),
        to,
        r.sealedAt(),
        r.expires(),
        r.test(),
        r.heading(),
        r.attachments(),
        r.compressions());
  }
}
