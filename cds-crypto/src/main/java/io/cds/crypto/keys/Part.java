package io.cds.crypto.keys;

import io.cds.api.KeyUse;
import java.util.List;

/** The parts of a party's vault: each a file with a passphrase of its own. */
enum Part {
  /** What a person unlocks, or a host's key provider. Never kept unlocked. */
  PERSON("keys.p12", false),
  /** What a night's transmission needs, and the at-rest key. */
  UNATTENDED("unattended.p12", true),
  /** A hub's key for receipts and directory answers. */
  RECEIPT("receipt.p12", true);

  static final List<Part> ALL = List.of(values());

  private final String file;
  private final boolean staysUnlocked;

  Part(String file, boolean staysUnlocked) {
    this.file = file;
    this.staysUnlocked = staysUnlocked;
  }

  /** The part that holds keys of this use. @throws IllegalArgumentException for ROOT */
  static Part of(KeyUse use) {
    return switch (use) {
      case SIGN, OPEN, SIGN_MLDSA, OPEN_MLKEM -> PERSON;
      case TRANSMIT, LOG -> UNATTENDED;
      case RECEIPT -> RECEIPT;
      case ROOT ->
          throw new IllegalArgumentException(
              "Cannot keep a key of use [ROOT] in a vault: expected a RootAuthority's own file");
    };
  }

  String file() {
    return file;
  }

  /** Whether its unlocked keys may stay in memory until the vault is closed. */
  boolean staysUnlocked() {
    return staysUnlocked;
  }
}
