package io.cds.crypto.keys;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.VaultKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which keys of a party lie on a token: a folder with a certificate for each, {@code <name>.cer},
 * or with the placeholder of a key that has none yet.
 *
 * <p>A token shows its keys only to who has the PIN; a list of the keys needs none. It is public:
 * nothing in it is secret.
 */
final class TokenList {
  private static final String ENDING = ".cer";

  private final PartyCode party;
  private final Path folder;
  private final Disk disk;

  TokenList(PartyCode party, Path folder, Disk disk) {
    this.party = party;
    this.folder = folder;
    this.disk = disk;
  }

  Path folder() {
    return folder;
  }

  List<VaultKey> keys() {
    List<VaultKey> keys = new ArrayList<>();
    for (KeyName name : names()) {
      for (KeyUse use : Pkcs11Vault.ON_TOKEN) {
        KeyRef ref = new KeyRef(party, use, name.value());
        if (name.kind().equals(KeyName.kind(use))) {
          find(ref)
              .map(der -> Optional.of(der).filter(found -> !Certificates.isPlaceholder(found)))
              .map(certificate -> new VaultKey(ref, name.createdAt(), certificate))
              .ifPresent(keys::add);
        }
      }
    }
    return keys;
  }

  private List<KeyName> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(ENDING))
          .map(file -> KeyName.parse(file.substring(0, file.length() - ENDING.length())))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IllegalArgumentException e) {
      throw KeyProblems.damaged(folder, e);
    } catch (IOException e) {
      throw KeyProblems.failed("reading", folder, e);
    }
  }

  /** The certificate or placeholder of a key on the token; none for a key that is not there. */
  Optional<Octets> find(KeyRef ref) {
    try {
      if (!KeyName.parse(ref.name()).kind().equals(KeyName.kind(ref.use()))) {
        return Optional.empty();
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no name that a vault gave, and so none of a file
    }
    Path file = file(ref.name());
    Optional<Octets> found = read(ref.name());
    try {
      if (found.isPresent() && !Certificates.isFor(found.get(), party, ref.use())) {
        throw new IOException("it is not party " + party + "'s for " + ref.use());
      }
      return found;
    } catch (IOException | IllegalArgumentException e) {
      throw KeyProblems.damaged(file, e);
    }
  }

  /** The newest outside certificate that was adopted. */
  Optional<Octets> outside() {
    return outsides()
        .max(Comparator.comparing(KeyName::createdAt))
        .flatMap(name -> read(name.value()));
  }

  /** The outside certificate of this key. */
  Octets outsideOf(PublicKey key) {
    return outsides()
        .flatMap(name -> read(name.value()).stream())
        .filter(certificate -> Certificates.publicKey(certificate).equals(key))
        .findFirst()
        .orElseThrow(() -> KeyProblems.noOutside(party, folder));
  }

  private Stream<KeyName> outsides() {
    return names().stream().filter(name -> name.kind().equals(KeyName.outside(KeyUse.SIGN)));
  }

  private Optional<Octets> read(String name) {
    try {
      return disk.read(file(name)).map(Octets::of);
    } catch (IOException e) {
      throw KeyProblems.failed("reading", file(name), e);
    }
  }

  /** Durable before it returns. */
  void put(String name, Octets certificate) {
    try {
      disk.createFolder(folder);
      disk.replace(file(name), certificate.toArray());
    } catch (IOException e) {
      throw KeyProblems.failed("writing", file(name), e);
    }
  }

  private Path file(String name) {
    return folder.resolve(name + ENDING);
  }
}
