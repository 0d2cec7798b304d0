package io.cds.crypto.keys;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Secret;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.AtRest;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.KeyWrap;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.KeyTransport;
import io.cds.crypto.algorithm.Signatures;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A vault of PKCS#12 files, which {@code openssl pkcs12} and {@code keytool} read.
 *
 * <p>Each party has a folder {@code party-<code>} with up to three files, each under a passphrase
 * of its own: {@code keys.p12} for SIGN, OPEN, SIGN_MLDSA and OPEN_MLKEM, unlocked for each act;
 * {@code unattended.p12} for TRANSMIT, LOG and the at-rest key, and {@code receipt.p12} for a hub's
 * RECEIPT, whose keys stay in memory once they are unlocked, until {@link #close()}. A part's first
 * generated key sets its passphrase. docs/keys.md describes the files.
 *
 * <p><b>Guarantees.</b> A generated pair is on the disk before {@link #generate} returns; a crash
 * at any moment leaves a file as it was before or after. A file that cannot be read is never
 * overwritten. <b>Does not guarantee</b> that the collector of this JVM leaves no copy of a key's
 * number behind.
 *
 * <p><b>Threading.</b> Safe for several threads, and for several vaults and processes over one
 * folder.
 */
public final class Pkcs12Vault implements KeyVault {
  private final Path folder;
  private final Clock clock;
  private final SecureRandom random;
  private final Disk disk;
  private final KeyCost cost;
  private final ConcurrentMap<PartyCode, PartyKeys> parties = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Pkcs12Vault(Path folder, Clock clock, SecureRandom random, Disk disk, KeyCost cost) {
    this.folder = folder;
    this.clock = clock;
    this.random = random;
    this.disk = disk;
    this.cost = cost;
  }

  /** The vault in this folder, which is made with the first key. */
  public static Pkcs12Vault open(Path folder, Clock clock, SecureRandom random) {
    return new Pkcs12Vault(folder, clock, random, new Disk(), KeyCost.NORMAL);
  }

  @Override
  public String name() {
    return "pkcs12";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public List<VaultKey> keys(PartyCode party) {
    return of(party).keys();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException for a key that opens or is ROOT's, and for a scheme that does
   *     not go with the key
   */
  @Override
  public byte[] sign(KeyRef key, SignatureScheme scheme, byte[] data, KeyAccess access) {
    KeyRules.demandSigns(key);
    PrivateKey own = of(key.party()).unlock(key, access);
    KeyRules.demandFits(key, KeyKind.of(own), scheme);
    return Signatures.sign(own, scheme, data, random);
  }

  @Override
  public void check(KeyRef key, KeyAccess access) {
    PrivateKeys.wipe(of(key.party()).clear(key, access));
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidEnvelopeException {@code MANIFEST_KEY} if the originator is no point of P-256,
   *     or no ciphertext of ML-KEM-768, or the key was wrapped for another
   * @throws IllegalArgumentException for a key of another use
   */
  @Override
  public Secret unwrap(KeyRef key, KeyWrap wrap, KeyAccess access) {
    KeyRules.demandOpens(key);
    return Unwrap.secret(key, of(key.party()).unlock(key, access), wrap);
  }

  @Override
  public Generated generate(PartyCode party, KeyUse use, KeyAccess access) {
    return of(party).generate(use, access);
  }

  /**
   * Takes in an organisation's own RSA key, from the PKCS#12 file that its authority handed out.
   * From then on the party's SIGN keys are of it: the next registration or renewal asks for a
   * certificate for it. The newest counts; the file itself is not needed any more.
   *
   * @param pfx the file's octets; the caller wipes them
   * @param password of the file; wiped
   * @param access unlocks the party's SIGN part, or sets its passphrase
   * @return the outside certificate, DER: its SHA-256 or subject is what the hub's operator binds
   * @throws io.cds.api.CdsException {@code WRONG_PASSPHRASE} for either; {@code KEY_MISSING} if
   *     there is no RSA key of 2,048 to 4,096 bits for digitalSignature in it
   */
  public Octets importOutside(PartyCode party, byte[] pfx, char[] password, KeyAccess access) {
    OutsideFile.Brought brought = OutsideFile.signing(pfx, password);
    of(party).importOutside(KeyUse.SIGN, brought, access);
    return brought.certificate();
  }

  /**
   * Takes in the RSA key of an outside certificate that others seal to, from the PKCS#12 file that
   * its authority handed out: {@link #decryptOutside} uses it from then on, and nothing else does.
   * Keys taken in earlier stay beside it.
   *
   * @param pfx the file's octets; the caller wipes them
   * @param password of the file; wiped
   * @param access unlocks the party's OPEN part, or sets its passphrase
   * @return the outside certificate, DER: what senders, hub and recipients name in {@link
   *     io.cds.crypto.envelope.OutsideRecipients}
   * @throws io.cds.api.CdsException {@code WRONG_PASSPHRASE} for either; {@code KEY_MISSING} if
   *     there is no RSA key of 2,048 to 4,096 bits for keyEncipherment, and for no signature, in it
   */
  public Octets importOutsideForOpening(
      PartyCode party, byte[] pfx, char[] password, KeyAccess access) {
    OutsideFile.Brought brought = OutsideFile.opening(pfx, password);
    of(party).importOutside(KeyUse.OPEN, brought, access);
    return brought.certificate();
  }

  @Override
  public Secret decryptOutside(
      PartyCode party, Sha256 certificate, Octets encrypted, KeyAccess access) {
    PrivateKey own = of(party).unlockOutside(certificate, access);
    return Secret.takeOver(KeyTransport.decrypt(own, encrypted.toArray(), random));
  }

  @Override
  public Optional<Generated> outside(PartyCode party, KeyAccess access) {
    return of(party).outside(access);
  }

  @Override
  public Octets request(KeyRef key, KeyAccess access) {
    return of(key.party()).request(key, access);
  }

  @Override
  public void install(KeyRef key, Octets certificate, KeyAccess access) {
    of(key.party()).install(key, certificate, access);
  }

  @Override
  public void changePassphrase(PartyCode party, KeyUse use, KeyAccess before, KeyAccess after) {
    of(party).rekey(use, before, after);
  }

  @Override
  public AtRest atRest(PartyCode party, KeyAccess unattended) {
    return of(party).atRest(unattended);
  }

  /** The keys of a party, for what needs them beside this class. */
  PartyKeys of(PartyCode party) {
    if (closed) {
      throw new IllegalStateException(
          "Cannot use the key vault [" + folder + "]: it was closed, expected an open one");
    }
    return parties.computeIfAbsent(
        party, p -> new PartyKeys(p, folder.resolve("party-" + p), clock, random, disk, cost));
  }

  @Override
  public void close() {
    closed = true;
    parties.values().forEach(PartyKeys::close);
  }
}
