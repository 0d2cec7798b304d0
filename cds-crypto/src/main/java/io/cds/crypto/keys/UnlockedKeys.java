package io.cds.crypto.keys;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clear keys of one part that may stay in memory: a night's transmission signs thousands of
 * requests, and each unlock costs a tenth of a second.
 *
 * <p>Guarantees: a key is handed out only to who brings the same passphrase again, and only while
 * the file is the one it was unlocked from. Wiped when either changes and on close.
 *
 * <p>Threading: safe for several threads.
 */
final class UnlockedKeys implements AutoCloseable {
  private static final int KEY = 32;

  private final byte[] fingerprintKey = new byte[KEY];
  private final Map<String, byte[]> keys = new HashMap<>();
  private byte[] fingerprint = new byte[0];
  private @Nullable FileStamp stamp;

  UnlockedKeys(SecureRandom random) {
    random.nextBytes(fingerprintKey);
  }

  /** A copy, which the caller wipes. */
  synchronized Optional<byte[]> find(String name, FileStamp now, Passphrase passphrase) {
    boolean same = now.equals(stamp) && known(passphrase);
    return same ? Optional.ofNullable(keys.get(name)).map(byte[]::clone) : Optional.empty();
  }

  /** Keeps a copy of what this passphrase unlocked. */
  synchronized void keep(String name, FileStamp now, Passphrase passphrase, byte[] clear) {
    if (!now.equals(stamp) || !known(passphrase)) {
      close();
      stamp = now;
      fingerprint = passphrase.fingerprint(fingerprintKey);
    }
    Optional.ofNullable(keys.put(name, clear.clone())).ifPresent(PrivateKeys::wipe);
  }

  private boolean known(Passphrase passphrase) {
    return MessageDigest.isEqual(fingerprint, passphrase.fingerprint(fingerprintKey));
  }

  @Override
  public synchronized void close() {
    keys.values().forEach(PrivateKeys::wipe);
    keys.clear();
    stamp = null;
  }
}
