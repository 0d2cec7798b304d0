package io.cds.api;

import io.cds.api.envelope.Sha256;
import java.util.List;

/** Registration of this party with its hub (docs/envelope-v1.md, 10). Only called. */
public interface Registration {
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
   * Publishes the party's key record anew, if the settings make it say other than it does ({@link
   * PostQuantum}): signed by the person's SIGN key, its counter one higher. Otherwise the same
   * record is published again, which changes nothing.
   *
   * @throws CdsException {@code NOT_REGISTERED}, {@code WRONG_PASSPHRASE}, or why the hub could not
   *     be reached
   */
  void publish(KeyAccess key);
}
