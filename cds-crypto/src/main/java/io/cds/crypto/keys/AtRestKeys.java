package io.cds.crypto.keys;

import io.cds.api.KeyUse;
import io.cds.api.Secret;
import io.cds.api.spi.AtRest;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The at-rest key of a party's unattended part, made on first use, and the cipher over it.
 *
 * <p>Threading: safe for several threads.
 */
final class AtRestKeys implements AutoCloseable {
  private final PartFile file;
  private final Clock clock;
  private final SecureRandom random;
  private final Map<Secret, AtRest> ciphers = new HashMap<>();

  AtRestKeys(PartFile file, Clock clock, SecureRandom random) {
    this.file = file;
    this.clock = clock;
    this.random = random;
  }

  AtRest cipher(Passphrase passphrase) {
    byte[] clear =
        file.clear(
            KeyName.AT_REST,
            KeyUse.TRANSMIT,
            passphrase,
            read -> entry(read).orElseGet(() -> made(passphrase)));
    try {
      return cipher(PrivateKeys.secret(clear));
    } catch (IOException e) {
      throw KeyProblems.damaged(file.path(), e);
    } finally {
      PrivateKeys.wipe(clear);
    }
  }

  /** The same object for the same key, so that its octets lie in memory once. Takes them over. */
  private synchronized AtRest cipher(byte[] octets) {
    for (Map.Entry<Secret, AtRest> held : ciphers.entrySet()) {
      byte[] other = held.getKey().reveal();
      boolean same = MessageDigest.isEqual(other, octets);
      PrivateKeys.wipe(other);
      if (same) {
        PrivateKeys.wipe(octets);
        return held.getValue();
      }
    }
    Secret key = Secret.takeOver(octets);
    AtRest cipher = new CobblestoneAtRest(key, random);
    ciphers.put(key, cipher);
    return cipher;
  }

  private KeyEntry made(Passphrase passphrase) {
    return entry(file.change(passphrase, KeyUse.TRANSMIT, before -> withKey(before, passphrase)))
        .orElseThrow();
  }

  private KeyFile withKey(KeyFile before, Passphrase passphrase) {
    if (entry(before).isPresent()) {
      return before;
    }
    byte[] secret = new byte[PrivateKeys.SECRET];
    random.nextBytes(secret);
    byte[] clear = PrivateKeys.pkcs8(secret);
    KeyName name = KeyName.create(KeyName.AT_REST, clock.instant(), random);
    KeyEntry entry = new KeyEntry(name, Optional.empty(), file.encrypted(clear, passphrase));
    PrivateKeys.wipe(secret);
    PrivateKeys.wipe(clear);
    return before.with(entry);
  }

  private static Optional<KeyEntry> entry(KeyFile file) {
    return file.entry(entry -> entry.name().kind().equals(KeyName.AT_REST));
  }

  @Override
  public synchronized void close() {
    ciphers.keySet().forEach(Secret::close);
    ciphers.clear();
  }
}
