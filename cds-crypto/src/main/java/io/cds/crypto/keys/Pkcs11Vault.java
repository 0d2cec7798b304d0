package io.cds.crypto.keys;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Secret;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.AtRest;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.KeyWrap;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.Signatures;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A vault whose SIGN and OPEN keys lie on a PKCS#11 token, and all others in a {@link Pkcs12Vault}.
 *
 * <p>What a person unlocks is on the token: P-256, made there, sensitive and not extractable. What
 * works unattended, TRANSMIT, LOG, RECEIPT and the at-rest key, lies in the files of the folder, so
 * that a night's transmission needs neither the card nor its PIN. SIGN and OPEN keys of those files
 * are used as they lie: a party may move to a token and still open what it got before. There are no
 * keys of suite 2: {@link #generate} refuses them, and the party is one of suite 1.
 *
 * <p>{@link KeyAccess} gives the token's PIN for SIGN and OPEN, and the files' passphrases for all
 * other uses; the PIN must not be one of those. A token may hold the keys of several parties; the
 * labels of their certificates are {@code <party>-<key name>}.
 *
 * <p><b>Guarantees.</b> A pair is on the token, with its placeholder, before {@link #generate}
 * returns. <b>Does not guarantee</b> that two keys of a token which holds one PIN are kept apart by
 * the token itself: that an OPEN key signs nothing but its own request is kept here.
 *
 * <p><b>Failure.</b> Beside those of every vault: {@code TOKEN_MISSING}, {@code TOKEN_LOCKED}.
 *
 * <p><b>Threading.</b> Safe for several threads, and for several vaults over one {@link
 * Pkcs11Token} and one folder.
 */
public final class Pkcs11Vault implements KeyVault {
  /** What a person unlocks, and a token can do. */
  static final Set<KeyUse> ON_TOKEN = Set.of(KeyUse.SIGN, KeyUse.OPEN);

  private static final Set<KeyUse> OF_SUITE_2 = Set.of(KeyUse.SIGN_MLDSA, KeyUse.OPEN_MLKEM);

  private final Pkcs11Token token;
  private final Pkcs12Vault files;
  private final Path folder;
  private final Clock clock;
  private final SecureRandom random;
  private final Disk disk = new Disk();

  Pkcs11Vault(Pkcs11Token token, Pkcs12Vault files, Path folder, Clock clock, SecureRandom random) {
    this.token = token;
    this.files = files;
    this.folder = folder;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The vault over this token and folder.
   *
   * @param folder of the other keys, and of the list of those on the token; may be one that a
   *     {@link Pkcs12Vault} made
   */
  public static Pkcs11Vault open(Pkcs11Token token, Path folder, Clock clock, SecureRandom random) {
    Pkcs12Vault files = Pkcs12Vault.open(folder, clock, random);
    return new Pkcs11Vault(token, files, folder, clock, random);
  }

  @Override
  public String name() {
    return "pkcs11";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public List<VaultKey> keys(PartyCode party) {
    List<VaultKey> keys = new ArrayList<>(files.keys(party));
    keys.addAll(list(party).keys());
    keys.sort(Comparator.comparing(VaultKey::createdAt).reversed());
    return keys;
  }

  @Override
  public byte[] sign(KeyRef key, SignatureScheme scheme, byte[] data, KeyAccess access) {
    Optional<Octets> held = held(key);
    if (held.isEmpty()) {
      return files.sign(key, scheme, data, access);
    }
    KeyRules.demandSigns(key);
    KeyRules.demandFits(key, Certificates.kind(held.get()), scheme);
    return of(key.party())
        .with(key, held.get(), access, own -> Signatures.sign(own, scheme, data, random));
  }

  @Override
  public void check(KeyRef key, KeyAccess access) {
    Optional<Octets> held = held(key);
    if (held.isEmpty()) {
      files.check(key, access);
    } else {
      of(key.party()).with(key, held.get(), access, own -> true);
    }
  }

  @Override
  public Secret unwrap(KeyRef key, KeyWrap wrap, KeyAccess access) {
    Optional<Octets> held = held(key);
    if (held.isEmpty()) {
      return files.unwrap(key, wrap, access);
    }
    KeyRules.demandOpens(key);
    return of(key.party()).with(key, held.get(), access, own -> Unwrap.secret(key, own, wrap));
  }

  /**
   * {@inheritDoc} With a key of the files, as they lie; never on the token: what tokens know of
   * RSAES-OAEP differs, and many know it with SHA-1 alone.
   */
  @Override
  public Secret decryptOutside(
      PartyCode party, Sha256 certificate, Octets encrypted, KeyAccess access) {
    return files.decryptOutside(party, certificate, encrypted, access);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnsupportedOperationException for SIGN_MLDSA and OPEN_MLKEM
   */
  @Override
  public Generated generate(PartyCode party, KeyUse use, KeyAccess access) {
    if (OF_SUITE_2.contains(use)) {
      throw new UnsupportedOperationException(
          "Cannot make a key of use [" + use + "] on a PKCS#11 token: expected P-256");
    }
    return ON_TOKEN.contains(use)
        ? of(party).generate(use, access)
        : files.generate(party, use, access);
  }

  /**
   * Signs as an organisation by the RSA key that its authority put on the token, such as a school's
   * own card. The next registration or renewal asks for a certificate for it; on the token nothing
   * is changed.
   *
   * @param certificate SHA-256 of the outside certificate on the token, which is for
   *     digitalSignature
   * @return the outside certificate, DER
   * @throws io.cds.api.CdsException {@code KEY_MISSING} if the token has no RSA key of 2,048 to
   *     4,096 bits with that certificate
   */
  public Octets adoptOutside(PartyCode party, Sha256 certificate, KeyAccess access) {
    return of(party).adopt(certificate, access);
  }

  /** The token's, or, where there is none, that of the files. */
  @Override
  public Optional<Generated> outside(PartyCode party, KeyAccess access) {
    return of(party).outside(access).or(() -> files.outside(party, access));
  }

  @Override
  public Octets request(KeyRef key, KeyAccess access) {
    Optional<Octets> held = held(key);
    return held.isEmpty()
        ? files.request(key, access)
        : of(key.party()).request(key, held.get(), access);
  }

  @Override
  public void install(KeyRef key, Octets certificate, KeyAccess access) {
    Optional<Octets> held = held(key);
    if (held.isEmpty()) {
      files.install(key, certificate, access);
    } else {
      of(key.party()).install(key, held.get(), certificate, access);
    }
  }

  /**
   * Lists the keys of a party as the token has them: for a token that comes to a fresh folder, or
   * after a crash between the token and the list. Keys of other names stay unlisted.
   */
  public void relist(PartyCode party, KeyAccess access) {
    of(party).relist(access);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnsupportedOperationException for what a person unlocks: the PIN is the token's
   */
  @Override
  public void changePassphrase(PartyCode party, KeyUse use, KeyAccess before, KeyAccess after) {
    if (ON_TOKEN.contains(use) || OF_SUITE_2.contains(use)) {
      throw new UnsupportedOperationException(
          "Cannot change the PIN of a token: use the program that came with it, such as pkcs11-tool"
              + " --change-pin");
    }
    files.changePassphrase(party, use, before, after);
  }

  @Override
  public AtRest atRest(PartyCode party, KeyAccess unattended) {
    return files.atRest(party, unattended);
  }

  /** The certificate or placeholder of a key that lies on the token. */
  private Optional<Octets> held(KeyRef key) {
    return ON_TOKEN.contains(key.use()) ? list(key.party()).find(key) : Optional.empty();
  }

  private TokenList list(PartyCode party) {
    files.of(party); // told if the vault was closed
    return new TokenList(party, folder.resolve("party-" + party).resolve("token"), disk);
  }

  private TokenKeys of(PartyCode party) {
    return new TokenKeys(party, token, list(party), clock, random);
  }

  @Override
  public void close() {
    files.close();
  }
}
