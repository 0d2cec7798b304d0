package io.cds.crypto.keys;

import io.cds.api.KeyUse;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;

/**
 * A key file in its place on the disk.
 *
 * <p>Guarantees: a change is durable before it returns and is made on what the file holds then; a
 * wrong passphrase or octets that cannot be read change nothing.
 *
 * <p>Threading: safe for several threads, vault objects and processes.
 */
final class StoredKeyFile {
  private final Path path;
  private final Disk disk;
  private final KeyCost cost;
  private final SecureRandom random;

  StoredKeyFile(Path path, Disk disk, KeyCost cost, SecureRandom random) {
    this.path = path;
    this.disk = disk;
    this.cost = cost;
    this.random = random;
  }

  Path path() {
    return path;
  }

  /** Which file lies there now, if any. */
  Optional<FileStamp> stamp() {
    try {
      return disk.stamp(path);
    } catch (IOException e) {
      throw KeyProblems.failed("reading", path, e);
    }
  }

  /** What the file holds; nothing, if there is none. */
  KeyFile read() {
    Optional<byte[]> octets;
    try {
      octets = disk.read(path);
    } catch (IOException e) {
      throw KeyProblems.failed("reading", path, e);
    }
    try {
      return octets.isEmpty() ? KeyFile.empty() : KeyFile.read(octets.get());
    } catch (IOException e) {
      throw KeyProblems.damaged(path, e);
    }
  }

  /** Replaces the file by its change; a change that gives the same object back writes nothing. */
  KeyFile change(Passphrase passphrase, KeyUse use, UnaryOperator<KeyFile> change) {
    try {
      disk.createFolder(Disk.folder(path));
      WriteLock lock = WriteLock.take(path);
      try {
        KeyFile before = read();
        demandFit(before, passphrase, use);
        KeyFile after = change.apply(before);
        if (after != before) {
          disk.replace(path, after.write(passphrase, cost.mac(), random));
        }
        return after;
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw KeyProblems.failed("writing", path, e);
    }
  }

  /** Puts every key under another passphrase. @throws io.cds.api.CdsException if there is none */
  void rekey(Passphrase before, Passphrase after, KeyUse use) {
    try {
      disk.createFolder(Disk.folder(path));
      WriteLock lock = WriteLock.take(path);
      try {
        KeyFile old = read();
        if (old.entries().isEmpty()) {
          throw KeyProblems.empty(path);
        }
        demandFit(old, before, use);
        KeyFile fresh = old;
        for (KeyEntry entry : old.entries()) {
          fresh = fresh.with(rekeyed(old, entry, before, after, use));
        }
        disk.replace(path, fresh.write(after, cost.mac(), random));
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw KeyProblems.failed("writing", path, e);
    }
  }

  private KeyEntry rekeyed(
      KeyFile file, KeyEntry entry, Passphrase before, Passphrase after, KeyUse use) {
    byte[] clear = unlock(file, entry, before, use);
    try {
      return new KeyEntry(entry.name(), entry.certificate(), encrypted(clear, after));
    } finally {
      PrivateKeys.wipe(clear);
    }
  }

  /** Makes the file with this one key. @throws io.cds.api.CdsException if there is a file */
  void create(Passphrase passphrase, KeyUse use, KeyEntry entry) {
    if (stamp().isPresent()) {
      throw KeyProblems.exists(path);
    }
    change(
        passphrase,
        use,
        before -> {
          if (!before.entries().isEmpty()) {
            throw KeyProblems.exists(path);
          }
          return before.with(entry);
        });
  }

  /** PKCS#8 octets as this file keeps them. */
  EncryptedPrivateKeyInfo encrypted(byte[] clear, Passphrase passphrase) {
    return KeyCipher.encrypt(clear, passphrase, cost.derivation(), random);
  }

  /** The PKCS#8 octets of one of its keys; the caller wipes them. */
  byte[] unlock(KeyFile file, KeyEntry entry, Passphrase passphrase, KeyUse use) {
    try {
      Optional<byte[]> clear = opened(entry, passphrase);
      if (clear.isPresent()) {
        return clear.get();
      }
      demandFit(file, passphrase, use);
      throw new IOException("its key [" + entry.name().value() + "] does not open");
    } catch (IOException e) {
      throw KeyProblems.damaged(path, e);
    }
  }

  /** A MAC that does not fit tells a wrong passphrase, unless that passphrase opens a key. */
  private void demandFit(KeyFile file, Passphrase passphrase, KeyUse use) {
    try {
      if (file.fits(passphrase)) {
        return;
      }
      for (KeyEntry entry : file.entries()) {
        Optional<byte[]> clear = opened(entry, passphrase);
        clear.ifPresent(PrivateKeys::wipe);
        if (clear.isPresent()) {
          throw new IOException("it was changed after it was written");
        }
      }
    } catch (IOException e) {
      throw KeyProblems.damaged(path, e);
    }
    throw KeyProblems.wrongPassphrase(path, use);
  }

  /** The clear key, if this passphrase opens it and it is the key of its certificate. */
  private static Optional<byte[]> opened(KeyEntry entry, Passphrase passphrase) throws IOException {
    Optional<byte[]> clear = KeyCipher.decrypt(entry.encrypted(), passphrase);
    if (clear.isPresent() && !PrivateKeys.belongs(clear.get(), entry.certificate())) {
      PrivateKeys.wipe(clear.get());
      return Optional.empty();
    }
    return clear;
  }
}
