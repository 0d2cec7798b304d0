package io.cds.api;

/**
 * Unlocks private keys: a passphrase that a person typed for this one act, or a key provider of the
 * host (H2). Implemented by hosts.
 *
 * <p>Asked once per use of the vault. The returned array is wiped by the vault.
 */
@FunctionalInterface
public interface KeyAccess {
  /**
   * The passphrase of the vault's part that holds the party's keys of this use; a fresh array each
   * time.
   */
  char[] passphrase(PartyCode party, KeyUse use);

  /** Access by a passphrase that was typed; copied. */
  static KeyAccess passphrase(char[] typed) {
    char[] copy = typed.clone();
    return (party, use) -> copy.clone();
  }
}
