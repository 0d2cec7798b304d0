package io.cds.crypto.keys;

import io.cds.api.KeyUse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;

/** The file of one part of a party's vault, and what of it stays unlocked. */
final class PartFile implements AutoCloseable {
  private final StoredKeyFile stored;
  private final Optional<UnlockedKeys> unlocked;

  PartFile(Part part, Path folder, SecureRandom random, Disk disk, KeyCost cost) {
    stored = new StoredKeyFile(folder.resolve(part.file()), disk, cost, random);
    unlocked = part.staysUnlocked() ? Optional.of(new UnlockedKeys(random)) : Optional.empty();
  }

  Path path() {
    return stored.path();
  }

  KeyFile read() {
    return stored.read();
  }

  EncryptedPrivateKeyInfo encrypted(byte[] clear, Passphrase passphrase) {
    return stored.encrypted(clear, passphrase);
  }

  KeyFile change(Passphrase passphrase, KeyUse use, UnaryOperator<KeyFile> change) {
    return stored.change(passphrase, use, change);
  }

  void rekey(Passphrase before, Passphrase after, KeyUse use) {
    stored.rekey(before, after, use);
  }

  /**
   * The PKCS#8 octets of a key, from memory if this part stays unlocked; the caller wipes them.
   *
   * @param name by which it is known again
   * @param found finds it in the file, or throws
   */
  byte[] clear(String name, KeyUse use, Passphrase passphrase, Function<KeyFile, KeyEntry> found) {
    Optional<FileStamp> stamp = stored.stamp();
    Optional<byte[]> kept =
        unlocked.flatMap(keys -> stamp.flatMap(now -> keys.find(name, now, passphrase)));
    if (kept.isPresent()) {
      return kept.get();
    }
    KeyFile file = stored.read();
    byte[] clear = stored.unlock(file, found.apply(file), passphrase, use);
    unlocked.ifPresent(keys -> stamp.ifPresent(now -> keys.keep(name, now, passphrase, clear)));
    return clear;
  }

  @Override
  public void close() {
    unlocked.ifPresent(UnlockedKeys::close);
  }
}
