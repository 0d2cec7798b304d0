package io.cds.api;

import io.cds.api.envelope.Sha256;
import java.time.Duration;
import java.util.List;

/** Registration of this party with its hub (docs/envelope-v1.md, 10). Only called. */
public interface Registration {
  /** How long before its end a key can be renewed. */
  Duration RENEWAL = Duration.ofDays(90);

  /** Whether this installation is registered and its certificates are installed. */
  boolean registered();

  /** The party's own keys as the vault and directory know them. */
  List<OwnKey> keys();

  /**
   * Registers with the code and the root's SHA-256 from the authority's letter: makes the keys in
   * the vault, asks the hub for certificates, publishes the signed key record. The code never
   * travels. May be repeated after any failure, with the same keys.
   *
   * @throws CdsException {@code ENROLMENT_REFUSED}, {@code ENROLMENT_PENDING}, {@code
   *     HUB_UNTRUSTED}, or why the hub could not be reached
   */
  void register(EnrolmentCode code, Sha256 root, KeyAccess key, Watch watch);

  /**
   * Renews the school key: makes fresh keys of every use, has them certified by the present SIGN
   * key's signature instead of a code, and publishes the record that makes them count. The old keys
   * are RETIRED: they open what was sealed to them, and what they signed counts until their end.
   * May be repeated after any failure, with the same keys.
   *
   * @throws CdsException {@code RENEWAL_REFUSED} earlier than {@link #RENEWAL} before the end or if
   *     the hub says so, {@code KEY_EXPIRED} once the key has lapsed (then a new code is needed),
   *     {@code ENROLMENT_PENDING}, {@code NOT_REGISTERED}, {@code WRONG_PASSPHRASE}, or why the hub
   *     could not be reached
   */
  void renew(KeyAccess key, Watch watch);

  /**
   * Ends the old place after a move of the installation, vault and store: makes fresh SIGN and
   * TRANSMIT keys in the next epoch, by the signature of the present SIGN key. From the moment that
   * they are published the hub takes nothing from the old place any more; it reads what it has. The
   * OPEN key moved along. May be repeated after any failure, with the same keys.
   *
   * @throws CdsException as {@link #renew}, at any time of the key's year
   */
  void move(KeyAccess key, Watch watch);

  /**
   * Changes the passphrase of the school key (更改學校密碼匙): the same keys, old ones too, under another
   * passphrase. One step, which a crash leaves done or undone.
   *
   * @throws CdsException {@code WRONG_PASSPHRASE}, {@code KEY_MISSING}
   * @throws UnsupportedOperationException if the vault's passphrase is changed by other means
   */
  void changePassphrase(KeyAccess before, KeyAccess after);

  /** The key change history: own keys, and keys of others that a person accepted; oldest first. */
  List<KeyEvent> history();

  /**
   * Publishes the party's key record anew, if the settings make it say other than it does ({@link
   * PostQuantum}): signed by the person's SIGN key, its counter one higher. Otherwise the same
   * record is published again, which changes nothing.
   *
   * @throws CdsException {@code NOT_REGISTERED}, {@code WRONG_PASSPHRASE}, or why the hub could not
   *     be reached
   */
  void publish(KeyAccess key);
}
