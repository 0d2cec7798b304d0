package io.cds.crypto.keys;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.AtRest;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault.Generated;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.Digests;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;

/**
 * The keys of one party: its key files, and what of them is unlocked.
 *
 * <p>Threading: safe for several threads.
 */
final class PartyKeys implements AutoCloseable {
  private final PartyCode party;
  private final Clock clock;
  private final SecureRandom random;
  private final Map<Part, PartFile> files = new EnumMap<>(Part.class);
  private final AtRestKeys atRestKeys;

  PartyKeys(
      PartyCode party, Path folder, Clock clock, SecureRandom random, Disk disk, KeyCost cost) {
    this.party = party;
    this.clock = clock;
    this.random = random;
    for (Part part : Part.ALL) {
      files.put(part, new PartFile(part, folder, random, disk, cost));
    }
    atRestKeys = new AtRestKeys(file(KeyUse.TRANSMIT), clock, random);
  }

  private PartFile file(KeyUse use) {
    PartFile file = files.get(Part.of(use));
    if (file == null) {
      throw new IllegalStateException("No file for [" + use + "]: expected one for each part");
    }
    return file;
  }

  List<VaultKey> keys() {
    List<VaultKey> keys = new ArrayList<>();
    for (KeyUse use : KeyUse.values()) {
      if (use != KeyUse.ROOT) {
        file(use).read().entries().stream()
            .filter(entry -> entry.name().kind().equals(KeyName.kind(use)))
            .map(entry -> listed(use, entry))
            .forEach(keys::add);
      }
    }
    keys.sort(Comparator.comparing(VaultKey::createdAt).reversed());
    return keys;
  }

  private VaultKey listed(KeyUse use, KeyEntry entry) {
    Octets certificate = certificate(use, entry);
    return new VaultKey(
        new KeyRef(party, use, entry.name().value()),
        entry.name().createdAt(),
        Optional.of(certificate).filter(der -> !Certificates.isPlaceholder(der)));
  }

  /** The entry's certificate or placeholder, which must name this party and use. */
  private Octets certificate(KeyUse use, KeyEntry entry) {
    Octets certificate = entry.certificate().orElseThrow(() -> foreign(use, entry));
    if (!Certificates.isFor(certificate, party, use)) {
      throw foreign(use, entry);
    }
    return certificate;
  }

  private RuntimeException foreign(KeyUse use, KeyEntry entry) {
    Path path = file(use).path();
    String found = "its key [" + entry.name().value() + "] is not party " + party + "'s for " + use;
    return KeyProblems.damaged(path, new IOException(found));
  }

  /** The private key, for one act. */
  PrivateKey unlock(KeyRef ref, KeyAccess access) {
    return privateKey(ref.use(), clear(ref, access));
  }

  /** Wipes the octets. */
  private PrivateKey privateKey(KeyUse use, byte[] clear) {
    try {
      return PrivateKeys.privateKey(clear);
    } catch (IOException e) {
      throw KeyProblems.damaged(file(use).path(), e);
    } finally {
      PrivateKeys.wipe(clear);
    }
  }

  /** PKCS#8 octets of a key; the caller wipes them. */
  byte[] clear(KeyRef ref, KeyAccess access) {
    try (Passphrase passphrase = Passphrase.ask(access, party, ref.use())) {
      return file(ref.use()).clear(ref.name(), ref.use(), passphrase, file -> entry(file, ref));
    }
  }

  private KeyEntry entry(KeyFile file, KeyRef ref) {
    KeyEntry entry =
        file.entry(
                found ->
                    found.name().value().equals(ref.name())
                        && found.name().kind().equals(KeyName.kind(ref.use())))
            .orElseThrow(() -> KeyProblems.missing(ref, file(ref.use()).path()));
    certificate(ref.use(), entry);
    return entry;
  }

  Generated generate(KeyUse use, KeyAccess access) {
    KeyPair pair = KeyKind.of(use).generate(random);
    try (Passphrase passphrase = Passphrase.ask(access, party, use)) {
      return entered(use, pair, possession(use, pair.getPrivate(), passphrase), passphrase);
    }
  }

  /** Keeps a key with a placeholder beside it. */
  private Generated entered(
      KeyUse use, KeyPair pair, Possession possession, Passphrase passphrase) {
    PartFile file = file(use);
    Instant now = clock.instant();
    KeyName name = KeyName.create(KeyName.kind(use), now, random);
    byte[] clear = PrivateKeys.pkcs8(pair);
    try {
      Octets placeholder =
          CertificateProfile.placeholder(
              pair.getPublic(), possession.signer(), party, use, now, random);
      EncryptedPrivateKeyInfo encrypted = file.encrypted(clear, passphrase);
      KeyEntry entry = new KeyEntry(name, Optional.of(placeholder), encrypted);
      file.change(passphrase, use, before -> before.with(entry));
      return new Generated(
          new KeyRef(party, use, name.value()),
          KeyRequests.write(party, use, pair.getPublic(), possession, random));
    } finally {
      PrivateKeys.wipe(clear);
    }
  }

  /** Keeps an organisation's own key, beside those that it is used as. */
  void importOutside(KeyUse use, OutsideFile.Brought brought, KeyAccess access) {
    PartFile file = file(use);
    KeyName name = KeyName.create(KeyName.outside(use), clock.instant(), random);
    byte[] clear = PrivateKeys.pkcs8(brought.pair());
    try (Passphrase passphrase = Passphrase.ask(access, party, use)) {
      EncryptedPrivateKeyInfo encrypted = file.encrypted(clear, passphrase);
      KeyEntry entry = new KeyEntry(name, Optional.of(brought.certificate()), encrypted);
      file.change(passphrase, use, before -> before.with(entry));
    } finally {
      PrivateKeys.wipe(clear);
    }
  }

  /** The private key of an outside certificate that others seal to, for one act. */
  PrivateKey unlockOutside(Sha256 certificate, KeyAccess access) {
    PartFile file = file(KeyUse.OPEN);
    KeyEntry entry =
        outsides(KeyUse.OPEN)
            .filter(e -> e.certificate().map(Digests::digest).equals(Optional.of(certificate)))
            .findFirst()
            .orElseThrow(() -> KeyProblems.noOutside(party, certificate, file.path()));
    try (Passphrase passphrase = Passphrase.ask(access, party, KeyUse.OPEN)) {
      String name = entry.name().value();
      return privateKey(KeyUse.OPEN, file.clear(name, KeyUse.OPEN, passphrase, found -> entry));
    }
  }

  /** The newest such key as a SIGN key of its own, with a request that brings its certificate. */
  Optional<Generated> outside(KeyAccess access) {
    return outsides(KeyUse.SIGN)
        .max(Comparator.comparing(entry -> entry.name().createdAt()))
        .map(entry -> outside(entry, access));
  }

  /** The outside certificate that this key came with. */
  private Octets outsideOf(PrivateKey own) {
    return outsides(KeyUse.SIGN)
        .flatMap(entry -> entry.certificate().stream())
        .filter(certificate -> PrivateKeys.isOf(own, certificate))
        .findFirst()
        .orElseThrow(() -> KeyProblems.noOutside(party, file(KeyUse.SIGN).path()));
  }

  private Stream<KeyEntry> outsides(KeyUse use) {
    return file(use).read().entries().stream()
        .filter(entry -> entry.name().kind().equals(KeyName.outside(use)));
  }

  private Generated outside(KeyEntry entry, KeyAccess access) {
    Octets certificate = entry.certificate().orElseThrow();
    KeyProblems.demandCurrent(certificate, party, clock.instant());
    try (Passphrase passphrase = Passphrase.ask(access, party, KeyUse.SIGN)) {
      byte[] clear =
          file(KeyUse.SIGN).clear(entry.name().value(), KeyUse.SIGN, passphrase, file -> entry);
      PrivateKey own = privateKey(KeyUse.SIGN, clear);
      KeyPair pair = new KeyPair(Certificates.publicKey(certificate), own);
      return entered(KeyUse.SIGN, pair, Possession.stated(own, certificate), passphrase);
    }
  }

  /** The key itself; for an ML-KEM key, which cannot sign, the newest SIGN key beside it. */
  private Possession possession(KeyUse use, PrivateKey own, Passphrase passphrase) {
    if (use != KeyUse.OPEN_MLKEM) {
      return KeyKind.of(own) == KeyKind.RSA
          ? Possession.stated(own, outsideOf(own))
          : Possession.proven(own);
    }
    KeyRef sign =
        keys().stream()
            .map(VaultKey::ref)
            .filter(ref -> ref.use() == KeyUse.SIGN)
            .findFirst()
            .orElseThrow(() -> KeyProblems.noSigner(party, file(use).path()));
    byte[] clear =
        file(KeyUse.SIGN).clear(sign.name(), KeyUse.SIGN, passphrase, file -> entry(file, sign));
    try {
      Octets certificate = certificate(KeyUse.SIGN, entry(file(KeyUse.SIGN).read(), sign));
      return Possession.stated(PrivateKeys.privateKey(clear), certificate);
    } catch (IOException e) {
      throw KeyProblems.damaged(file(use).path(), e);
    } finally {
      PrivateKeys.wipe(clear);
    }
  }

  Octets request(KeyRef ref, KeyAccess access) {
    KeyEntry entry = entry(file(ref.use()).read(), ref);
    PrivateKey own = unlock(ref, access);
    try (Passphrase passphrase = Passphrase.ask(access, party, ref.use())) {
      return KeyRequests.write(
          party,
          ref.use(),
          Certificates.publicKey(certificate(ref.use(), entry)),
          possession(ref.use(), own, passphrase),
          random);
    }
  }

  void install(KeyRef ref, Octets certificate, KeyAccess access) {
    PartFile file = file(ref.use());
    try (Passphrase passphrase = Passphrase.ask(access, party, ref.use())) {
      file.change(
          passphrase,
          ref.use(),
          before -> {
            KeyEntry entry = entry(before, ref);
            Octets held = certificate(ref.use(), entry);
            if (held.equals(certificate)) {
              return before;
            }
            CertificateFit.demand(ref, held, certificate);
            return before.with(entry.with(certificate));
          });
    }
  }

  void rekey(KeyUse use, KeyAccess before, KeyAccess after) {
    try (Passphrase old = Passphrase.ask(before, party, use);
        Passphrase fresh = Passphrase.ask(after, party, use)) {
      file(use).rekey(old, fresh, use);
    }
  }

  /** The at-rest cipher; its key is made when there is none. */
  AtRest atRest(KeyAccess access) {
    try (Passphrase passphrase = Passphrase.ask(access, party, KeyUse.TRANSMIT)) {
      return atRestKeys.cipher(passphrase);
    }
  }

  @Override
  public void close() {
    atRestKeys.close();
    files.values().forEach(PartFile::close);
  }
}
