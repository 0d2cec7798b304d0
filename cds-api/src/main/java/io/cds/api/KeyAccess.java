package io.cds.api;

/**
 * Unlocks private keys: a passphrase that a person typed, or a key provider of the host.
 * Implemented by hosts.
 *
 * <p>One verb may ask several times: for a check before much work, to open, to sign. A host that
 * shows a dialog asks the person once a verb and answers from {@link #passphrase(char[])}. A person
 * who gave up is told by throwing {@link CdsException} with {@link ProblemCode#CANCELLED}: the verb
 * ends as {@link Outcome.Cancelled}. The returned array is wiped by the vault.
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
