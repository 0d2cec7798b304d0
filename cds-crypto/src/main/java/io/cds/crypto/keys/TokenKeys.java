package io.cds.crypto.keys;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault.Generated;
import io.cds.crypto.algorithm.HeldKey;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The keys of one party on a token, and the list of them beside it. */
final class TokenKeys {
  private final PartyCode party;
  private final Pkcs11Token token;
  private final TokenList list;
  private final Clock clock;
  private final SecureRandom random;

  TokenKeys(PartyCode party, Pkcs11Token token, TokenList list, Clock clock, SecureRandom random) {
    this.party = party;
    this.token = token;
    this.list = list;
    this.clock = clock;
    this.random = random;
  }

  /** What is done with a key while the token is logged in. */
  interface Use<T> {
    T by(HeldKey own);
  }

  <T> T with(KeyRef key, Octets certificate, KeyAccess access, Use<T> use) {
    return act(key.use(), access, session -> use.by(session.key(certificate)));
  }

  private <T> T act(KeyUse use, KeyAccess access, Pkcs11Token.Act<T> act) {
    try (Passphrase pin = Passphrase.ask(access, party, use)) {
      return token.act(use, pin, act);
    }
  }

  Generated generate(KeyUse use, KeyAccess access) {
    Instant now = clock.instant();
    KeyRef ref = fresh(use, now);
    return act(
        use,
        access,
        session -> {
          KeyPair pair = session.generate();
          HeldKey own = (HeldKey) pair.getPrivate();
          Octets placeholder = placeholder(pair.getPublic(), own, use, now);
          session.keep(label(ref) + "-new", own, placeholder);
          list.put(ref.name(), placeholder);
          return new Generated(ref, written(ref, placeholder, own));
        });
  }

  private KeyRef fresh(KeyUse use, Instant now) {
    return new KeyRef(party, use, KeyName.create(KeyName.kind(use), now, random).value());
  }

  private Octets placeholder(PublicKey key, HeldKey own, KeyUse use, Instant now) {
    return CertificateProfile.placeholder(key, own, party, use, now, random);
  }

  Octets request(KeyRef key, Octets held, KeyAccess access) {
    return with(key, held, access, own -> written(key, held, own));
  }

  private Octets written(KeyRef key, Octets certificate, HeldKey own) {
    PublicKey certified = Certificates.publicKey(certificate);
    Possession possession =
        KeyKind.of(own) == KeyKind.RSA
            ? Possession.stated(own, list.outsideOf(certified))
            : Possession.proven(own);
    return KeyRequests.write(party, key.use(), certified, possession, random);
  }

  /** Beside a key of the token that was made here; an organisation's own entry stays as it is. */
  void install(KeyRef key, Octets held, Octets certificate, KeyAccess access) {
    act(
        key.use(),
        access,
        session -> {
          if (!held.equals(certificate)) {
            CertificateFit.demand(key, held, certificate);
            if (Certificates.kind(certificate) != KeyKind.RSA) {
              session.certify(label(key), certificate);
            }
            list.put(key.name(), certificate);
          }
          return true;
        });
  }

  /** Lists an outside certificate that lies on the token beside its RSA key. */
  Octets adopt(Sha256 certificate, KeyAccess access) {
    KeyName name = KeyName.create(KeyName.outside(KeyUse.SIGN), clock.instant(), random);
    return act(
        KeyUse.SIGN,
        access,
        session -> {
          Octets outside = session.outside(certificate);
          list.put(name.value(), outside);
          return outside;
        });
  }

  /** The adopted key as a SIGN key of its own; empty where none was adopted. */
  Optional<Generated> outside(KeyAccess access) {
    return list.outside().map(certificate -> outside(certificate, access));
  }

  private Generated outside(Octets certificate, KeyAccess access) {
    Instant now = clock.instant();
    KeyProblems.demandCurrent(certificate, party, now);
    KeyRef ref = fresh(KeyUse.SIGN, now);
    return with(
        ref,
        certificate,
        access,
        own -> {
          PublicKey key = Certificates.publicKey(certificate);
          Octets placeholder = placeholder(key, own, KeyUse.SIGN, now);
          list.put(ref.name(), placeholder);
          return new Generated(ref, written(ref, placeholder, own));
        });
  }

  /** Lists what lies on the token under this party's labels. */
  void relist(KeyAccess access) {
    for (KeyUse use : Pkcs11Vault.ON_TOKEN) {
      act(
          use,
          access,
          session -> {
            for (TokenSession.Found found : session.all()) {
              named(found, use).ifPresent(name -> list.put(name, found.certificate()));
            }
            return true;
          });
    }
  }

  private Optional<String> named(TokenSession.Found found, KeyUse use) {
    String label = found.label().replaceFirst("-new$", "");
    boolean ours =
        label.startsWith(party + "-" + KeyName.kind(use) + "-")
            && Certificates.isFor(found.certificate(), party, use);
    return ours ? Optional.of(label.substring(party.value().length() + 1)) : Optional.empty();
  }

  private static String label(KeyRef key) {
    return key.party() + "-" + key.name();
  }
}
