package io.cds.crypto.keys;

import io.cds.api.CdsException;
import io.cds.api.Secret;
import io.cds.api.spi.AtRest;
import io.cds.api.spi.KeyVault;
import io.cds.testkit.Faulty;
import java.util.function.UnaryOperator;

/**
 * A vault with one thing at fault.
 *
 * @param rule that it breaks
 * @param words that tell its author so
 * @param method that is at fault
 * @param later whether only a vault that is opened once more is
 * @param fault what happens instead
 */
record VaultFault(String rule, String words, String method, boolean later, Fault fault) {
  /** What happens instead. */
  interface Fault {
    Object run(KeyVault good, Object[] arguments, Faulty.Call right) throws Throwable;
  }

  /** A fault: nothing happens. */
  static Object nothing(KeyVault good, Object[] arguments, Faulty.Call right) {
    return null;
  }

  /** A fault: what is to be refused is not told. */
  static Object hidden(KeyVault good, Object[] arguments, Faulty.Call right) throws Throwable {
    try {
      return right.with(arguments);
    } catch (CdsException e) {
      return null;
    }
  }

  /** A fault: it signs, whatever the key. */
  static Object signing(KeyVault good, Object[] arguments, Faulty.Call right) throws Throwable {
    try {
      return right.with(arguments);
    } catch (CdsException | IllegalArgumentException e) {
      return new byte[64];
    }
  }

  /** A fault: it opens, whatever it is. */
  static Object opening(KeyVault good, Object[] arguments, Faulty.Call right) throws Throwable {
    try {
      return right.with(arguments);
    } catch (CdsException | IllegalArgumentException e) {
      return Secret.takeOver(new byte[32]);
    }
  }

  /** A fault: the passphrase does not matter; it is asked for last. */
  static Object anyPassphrase(KeyVault good, Object[] arguments, Faulty.Call right)
      throws Throwable {
    arguments[arguments.length - 1] = Samples.ACCESS;
    return right.with(arguments);
  }

  /** A vault around a good one. */
  KeyVault around(KeyVault good, boolean first) {
    return later && first
        ? good
        : Faulty.with(
            KeyVault.class, good, method, (right, arguments) -> fault.run(good, arguments, right));
  }

  /** A fault of what is kept at rest. */
  static Fault atRest(UnaryOperator<AtRest> broken) {
    return (good, arguments, right) -> broken.apply((AtRest) right.with(arguments));
  }

  @Override
  public String toString() {
    return rule;
  }
}
