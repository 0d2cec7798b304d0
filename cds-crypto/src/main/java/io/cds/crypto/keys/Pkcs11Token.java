package io.cds.crypto.keys;

import io.cds.api.CdsException;
import io.cds.api.KeyUse;
import java.io.IOException;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.EnumMap;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.PasswordCallback;

/**
 * A PKCS#11 token in a slot: a smart card in its reader, or a partition of a security module. It is
 * reached by the JDK's own SunPKCS11, as an object: no provider is registered.
 *
 * <p>Nothing is loaded before the first act. A process opens one of these for a token and shares it
 * among its vaults: by PKCS#11 who logs in and out is the process.
 *
 * <p><b>Guarantees.</b> For each act the token itself judges the PIN, and is logged out after it.
 * <b>Does not guarantee</b> anything to other code of this process that is logged in at the same
 * token: it is logged out too.
 *
 * <p><b>Failure.</b> {@link CdsException} with {@code WRONG_PASSPHRASE}, {@code TOKEN_LOCKED},
 * {@code TOKEN_MISSING}, {@code PROVIDER_MISSING} on a JDK without the module jdk.crypto.cryptoki,
 * or {@code STORE_FAILED} with what the token said.
 *
 * <p><b>Threading.</b> Safe for several threads; one act at a time.
 */
public final class Pkcs11Token {
  private static final String COMMON =
      """
      attributes(generate,CKO_PRIVATE_KEY,CKK_EC) = {
        CKA_TOKEN = true
        CKA_PRIVATE = true
        CKA_SENSITIVE = true
        CKA_EXTRACTABLE = false
        CKA_DECRYPT = false
        CKA_UNWRAP = false
        CKA_SIGN = true
        CKA_DERIVE = %s
      }
      """;

  /** What ECDH gives lives in the session alone, and is read from there. */
  private static final String AGREED =
      """
      attributes(generate,CKO_SECRET_KEY,CKK_GENERIC_SECRET) = {
        CKA_TOKEN = false
        CKA_SENSITIVE = false
        CKA_EXTRACTABLE = true
      }
      """;

  private final String place;
  private final String where;
  private final Map<KeyUse, AuthProvider> providers = new EnumMap<>(KeyUse.class);

  private Pkcs11Token(Path library, String slot) {
    this.place = "library = " + library.toAbsolutePath() + "\n" + slot + "\n";
    this.where = "slot [" + slot.replaceAll("[^0-9]", "") + "] of [" + library + "]";
  }

  /**
   * The token in the slot of this id, as {@code pkcs11-tool --list-token-slots} names it.
   *
   * @param library the maker's PKCS#11 library, such as {@code /usr/lib/softhsm/libsofthsm2.so}
   */
  public static Pkcs11Token inSlot(Path library, long slot) {
    return new Pkcs11Token(library, "slot = " + slot);
  }

  /** The token in the slot at this place, from 0, of the library's list. */
  public static Pkcs11Token listed(Path library, int index) {
    return new Pkcs11Token(library, "slotListIndex = " + index);
  }

  /** What is done while the token is logged in. */
  interface Act<T> {
    T in(TokenSession session) throws GeneralSecurityException, IOException;
  }

  /** Logs in by this PIN, acts, and logs out. */
  synchronized <T> T act(KeyUse use, Passphrase pin, Act<T> act) {
    try {
      AuthProvider provider = provider(use);
      login(provider, pin);
      try {
        return act.in(new TokenSession(provider, where));
      } finally {
        provider.logout();
      }
    } catch (GeneralSecurityException | IOException | ProviderException | IllegalStateException e) {
      CdsException told = TokenProblems.of(e, where);
      if (!TokenProblems.isOfThePerson(told)) {
        providers.clear(); // a token that comes back is found by a fresh provider
      }
      throw told;
    }
  }

  /** Logs out first: a token that somebody is logged in at would take any PIN. */
  private static void login(AuthProvider provider, Passphrase pin) throws GeneralSecurityException {
    provider.logout();
    provider.login(
        null,
        callbacks -> {
          for (Callback callback : callbacks) {
            if (callback instanceof PasswordCallback asked) {
              pin.answer(asked);
            }
          }
        });
  }

  /** One for each use, because what a fresh key may do is a setting of the provider. */
  private AuthProvider provider(KeyUse use) {
    AuthProvider open = providers.get(use);
    if (open != null) {
      return open;
    }
    Provider template = Security.getProvider("SunPKCS11");
    if (template == null) {
      throw TokenProblems.noProvider(where);
    }
    String config =
        "--name = cds-"
            + KeyName.kind(use)
            + "\n"
            + place
            + COMMON.formatted(use == KeyUse.OPEN)
            + AGREED;
    try {
      AuthProvider made = (AuthProvider) template.configure(config);
      providers.put(use, made);
      return made;
    } catch (IllegalArgumentException | UnsupportedOperationException | ProviderException e) {
      throw TokenProblems.unreachable(e, where);
    }
  }

  @Override
  public String toString() {
    return "Pkcs11Token[" + where + "]";
  }
}
