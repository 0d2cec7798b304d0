package io.cds.testkit.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.KeyVault.Generated;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.testkit.KeyVaultContract;
import io.cds.testkit.keys.KeyRequestReader;
import io.cds.testkit.keys.SampleRoot;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** Parties, passphrases and steps of the rules. */
final class Play {
  static final PartyCode SCHOOL = PartyCode.of("010300");
  static final PartyCode OTHER = PartyCode.of("010301");
  static final KeyAccess ACCESS = KeyAccess.passphrase(KeyVaultContract.PASSPHRASE.toCharArray());
  static final KeyAccess WRONG = KeyAccess.passphrase("Lion Rock 1968".toCharArray());
  static final byte[] DATA = "what is signed".getBytes(StandardCharsets.US_ASCII);

  /** The uses that a party's vault holds. */
  static final List<KeyUse> USES =
      List.of(KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT, KeyUse.LOG, KeyUse.RECEIPT);

  private Play() {}

  /** A fresh pair of the school. */
  static Pair pair(VaultUnderTest test, KeyUse use) {
    Generated made = test.vault().generate(SCHOOL, use, ACCESS);
    return new Pair(made.key(), key(made.request()));
  }

  /** A pair: its reference and its public key. */
  record Pair(KeyRef ref, PublicKey key) {}

  /** The public key of a PKCS#10 request. */
  static PublicKey key(Octets request) {
    try {
      return new KeyRequestReader(request).key();
    } catch (GeneralSecurityException | RuntimeException e) {
      return fail("the request is no PKCS#10 with a P-256 key in DER", e);
    }
  }

  /** A certificate for a pair, by a root of its own. */
  static Octets certificate(VaultUnderTest test, Pair pair) {
    return SampleRoot.create(test.random())
        .issue(pair.ref().party(), pair.ref().use(), pair.key(), test.clock().instant());
  }

  /** The school's key of this reference as the vault lists it. */
  static VaultKey listed(KeyVault vault, KeyRef ref) {
    return vault.keys(ref.party()).stream()
        .filter(key -> key.ref().equals(ref))
        .findFirst()
        .orElseGet(() -> fail("the vault does not list key [" + ref + "]"));
  }

  /** Whether a DER signature over {@link #DATA} is this key's. */
  static boolean verifies(PublicKey key, byte[] signature) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(key);
    verifier.update(DATA);
    return verifier.verify(signature);
  }

  static byte[] signed(KeyVault vault, KeyRef ref) {
    return vault.sign(ref, SignatureScheme.ECDSA_SHA256_DER, DATA, ACCESS);
  }

  /** Fails with this code; what it has to do with is told by {@code check}. */
  static void problem(ProblemCode code, String check, Executable attempt) {
    CdsException thrown = assertThrows(CdsException.class, attempt, check);
    assertEquals(code, thrown.problem().code(), check);
  }

  /** Is refused as octets from outside, for this reason. */
  static void invalid(InvalidReason reason, String check, Executable attempt) {
    InvalidEnvelopeException thrown = assertThrows(InvalidEnvelopeException.class, attempt, check);
    assertEquals(reason, thrown.reason(), check);
  }
}
