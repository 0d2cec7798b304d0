package io.cds.testkit.fake;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Secret;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.AtRest;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.KeyWrap;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keys by name in memory; a passphrase for a person's keys and another for the machine's. */
public final class FakeVault implements KeyVault {
  private static final Set<KeyUse> PERSONAL =
      EnumSet.of(KeyUse.SIGN, KeyUse.OPEN, KeyUse.SIGN_MLDSA, KeyUse.OPEN_MLKEM);

  /** Opens SIGN, OPEN and those of suite 2. */
  public static final KeyAccess PERSON = KeyAccess.passphrase("person".toCharArray());

  /** Opens TRANSMIT, LOG, RECEIPT and the at-rest key. */
  public static final KeyAccess MACHINE = KeyAccess.passphrase("machine".toCharArray());

  private final Clock clock;
  private final List<VaultKey> keys = new ArrayList<>();
  private final Set<KeyUse> unsupported = EnumSet.noneOf(KeyUse.class);
  private final String mark;
  private int made;

  /** An empty vault, whose keys are no other vault's. */
  public FakeVault(Clock clock) {
    this.clock = clock;
    this.mark = Integer.toString(System.identityHashCode(this));
  }

  /** An empty vault, whose keys carry this mark: another one with it makes the same keys. */
  public FakeVault(Clock clock, String mark) {
    this.clock = clock;
    this.mark = mark;
  }

  /** From now on it cannot make keys of this use. */
  public void without(KeyUse use) {
    unsupported.add(use);
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public synchronized List<VaultKey> keys(PartyCode party) {
    List<VaultKey> found = new ArrayList<>();
    for (VaultKey key : keys) {
      if (key.ref().party().equals(party)) {
        found.add(0, key);
      }
    }
    return found;
  }

  @Override
  public byte[] sign(KeyRef key, SignatureScheme scheme, byte[] data, KeyAccess access) {
    require(key.party(), key.use(), access);
    return FakeCertificates.signature(key.name(), data);
  }

  @Override
  public Secret unwrap(KeyRef key, KeyWrap wrap, KeyAccess access) {
    require(key.party(), key.use(), access);
    return Secret.takeOver(new byte[32]);
  }

  @Override
  public synchronized Generated generate(PartyCode party, KeyUse use, KeyAccess access) {
    if (unsupported.contains(use)) {
      throw new UnsupportedOperationException("no keys for " + use);
    }
    require(party, use, access);
    String name = party + "-" + use + "-" + ++made + "-" + mark;
    KeyRef ref = new KeyRef(party, use, name);
    keys.add(new VaultKey(ref, clock.instant(), Optional.empty()));
    return new Generated(ref, FakeCertificates.request(party, use, name));
  }

  @Override
  public synchronized void install(KeyRef key, Octets certificate, KeyAccess access) {
    require(key.party(), key.use(), access);
    keys.replaceAll(
        k -> k.ref().equals(key) ? new VaultKey(key, k.createdAt(), Optional.of(certificate)) : k);
  }

  @Override
  public AtRest atRest(PartyCode party, KeyAccess unattended) {
    require(party, KeyUse.TRANSMIT, unattended);
    return new FakeAtRest();
  }

  @Override
  public void close() {}

  /** What unlocks keys of this use. */
  public static KeyAccess access(KeyUse use) {
    return PERSONAL.contains(use) ? PERSON : MACHINE;
  }

  private static void require(PartyCode party, KeyUse use, KeyAccess access) {
    KeyAccess wanted = access(use);
    if (!Arrays.equals(wanted.passphrase(party, use), access.passphrase(party, use))) {
      throw new CdsException(Problem.of(ProblemCode.WRONG_PASSPHRASE));
    }
  }
}
