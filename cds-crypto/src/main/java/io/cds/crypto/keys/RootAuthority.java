package io.cds.crypto.keys;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.spi.SignatureScheme;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.algorithm.Signatures;
import io.cds.crypto.keys.CertificateProfile.Issuer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * A hub's certificate authority in a PKCS#12 file of its own, under a passphrase of its own, which
 * is asked for each certificate by {@code passphrase(hub, ROOT)}.
 *
 * <p>The root is self-signed, P-256, {@code CN=<hub>, OU=ROOT}, valid for 20 years, and may issue
 * no further authorities. It issues X.509 version 3 certificates of exactly one year, or up to the
 * end of an outside certificate of the same key:
 *
 * <ul>
 *   <li>subject {@code CN=<party>, OU=<use>}, UTF8String; P-256, for SIGN_MLDSA ML-DSA-65, for
 *       OPEN_MLKEM ML-KEM-768, for SIGN the RSA key of an outside certificate; ecdsa-with-SHA256; a
 *       random serial number of 128 bits
 *   <li>BasicConstraints, critical, empty
 *   <li>KeyUsage, critical: keyAgreement for OPEN, keyEncipherment for OPEN_MLKEM, digitalSignature
 *       for every other use
 *   <li>SubjectKeyIdentifier and AuthorityKeyIdentifier: the leftmost 160 bits of the SHA-256 of
 *       the key (RFC 7093)
 *   <li>nothing else; above all no extended key usage
 * </ul>
 *
 * <p>Threading: safe for several threads.
 */
public final class RootAuthority implements CertificateAuthority {
  private final StoredKeyFile file;
  private final PartyCode hub;
  private final Octets root;
  private final SecureRandom random;
  private final OutsideTrust trust;

  private RootAuthority(
      StoredKeyFile file, PartyCode hub, Octets root, SecureRandom random, OutsideTrust trust) {
    this.file = file;
    this.hub = hub;
    this.root = root;
    this.random = random;
    this.trust = trust;
  }

  /**
   * Makes a root and its file.
   *
   * @param file where, such as {@code root.p12}; its folder is made too
   * @param hub the hub's own party code
   * @throws CdsException {@code STORE_FAILED} if there is a file already
   */
  public static RootAuthority create(
      Path file, PartyCode hub, KeyAccess access, Clock clock, SecureRandom random) {
    return create(
        new StoredKeyFile(file, new Disk(), KeyCost.NORMAL, random), hub, access, clock, random);
  }

  static RootAuthority create(
      StoredKeyFile file, PartyCode hub, KeyAccess access, Clock clock, SecureRandom random) {
    Instant now = clock.instant();
    KeyPair pair = P256.generate(random);
    Octets root = CertificateProfile.root(pair, hub, now, random);
    KeyName name = KeyName.create(KeyName.kind(KeyUse.ROOT), now, random);
    byte[] clear = PrivateKeys.pkcs8(pair);
    try (Passphrase passphrase = Passphrase.ask(access, hub, KeyUse.ROOT)) {
      KeyEntry entry = new KeyEntry(name, Optional.of(root), file.encrypted(clear, passphrase));
      file.create(passphrase, KeyUse.ROOT, entry);
    } finally {
      PrivateKeys.wipe(clear);
    }
    return new RootAuthority(file, hub, root, random, OutsideTrust.none());
  }

  /**
   * The authority of a file that {@link #create} made; needs no passphrase yet.
   *
   * @throws CdsException {@code KEY_MISSING} if there is no file, {@code STORE_FAILED} if it cannot
   *     be read or is another hub's
   */
  public static RootAuthority open(Path file, PartyCode hub, SecureRandom random) {
    StoredKeyFile stored = new StoredKeyFile(file, new Disk(), KeyCost.NORMAL, random);
    Octets root = rootEntry(stored, stored.read(), hub).root();
    return new RootAuthority(stored, hub, root, random, OutsideTrust.none());
  }

  /** The same authority, which certifies the keys of these outside certificates too, for SIGN. */
  public RootAuthority trusting(OutsideTrust outside) {
    return new RootAuthority(file, hub, root, random, outside);
  }

  private static RootEntry rootEntry(StoredKeyFile file, KeyFile read, PartyCode hub) {
    KeyEntry entry =
        read.entry(found -> found.name().kind().equals(KeyName.kind(KeyUse.ROOT)))
            .orElseThrow(() -> KeyProblems.noRoot(file.path(), hub));
    Octets root =
        entry
            .certificate()
            .filter(der -> Certificates.isFor(der, hub, KeyUse.ROOT))
            .orElseThrow(
                () ->
                    KeyProblems.damaged(
                        file.path(), new IOException("its root is not party " + hub + "'s")));
    return new RootEntry(entry, root);
  }

  private record RootEntry(KeyEntry entry, Octets root) {}

  @Override
  public String name() {
    return "root-p12";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public Octets root() {
    return root;
  }

  /**
   * {@inheritDoc}
   *
   * @throws CdsException {@code ENROLMENT_REFUSED} if the request is no PKCS#10 in DER with a key
   *     of the use's kind that it proves, or for ML-KEM states, to hold, or the outside certificate
   *     of an RSA key is not trusted for this party; {@code WRONG_PASSPHRASE}; {@code KEY_EXPIRED}
   *     if the root ends before the certificate would
   * @throws IllegalArgumentException for ROOT
   */
  @Override
  public Octets issue(PartyCode party, KeyUse use, Octets request, Instant now, KeyAccess access) {
    if (use == KeyUse.ROOT) {
      throw new IllegalArgumentException(
          "Cannot issue a certificate of use [ROOT] to party [" + party + "]: there is one root");
    }
    KeyRequests.Proven proven = proven(party, use, request);
    Instant end = end(proven, party, now);
    demandTime(now);
    byte[] clear = unlocked(access);
    try {
      Issuer issuer = new Issuer(root, PrivateKeys.privateKey(clear));
      Octets issued = CertificateProfile.issued(issuer, party, use, proven.key(), now, end, random);
      demandSigned(issued);
      return issued;
    } catch (IOException e) {
      throw KeyProblems.damaged(file.path(), e);
    } finally {
      PrivateKeys.wipe(clear);
    }
  }

  private static KeyRequests.Proven proven(PartyCode party, KeyUse use, Octets request) {
    try {
      return KeyRequests.proven(party, use, request);
    } catch (IllegalArgumentException e) {
      throw refused("PKCS#10 request of party " + party + " for " + use, e);
    }
  }

  /** After a year, or sooner where the outside certificate of the key ends before. */
  private Instant end(KeyRequests.Proven proven, PartyCode party, Instant now) {
    Instant year = CertificateProfile.end(now);
    if (proven.outside().isEmpty()) {
      return year;
    }
    try {
      Instant outside = trust.demand(party, proven.outside().get(), now);
      return outside.isBefore(year) ? outside : year;
    } catch (IllegalArgumentException e) {
      throw refused("request of party " + party + " for an RSA key", e);
    }
  }

  private static CdsException refused(String what, IllegalArgumentException cause) {
    return new CdsException(
        Problem.of(ProblemCode.ENROLMENT_REFUSED, what + ": " + cause.getMessage()), cause);
  }

  private void demandTime(Instant now) {
    Certificate read = Certificates.read(root);
    Instant from = read.getStartDate().getDate().toInstant();
    Instant until = read.getEndDate().getDate().toInstant();
    if (now.isBefore(from) || CertificateProfile.end(now).isAfter(until)) {
      throw new CdsException(
          Problem.of(
              ProblemCode.KEY_EXPIRED,
              "the root is valid from "
                  + from
                  + " until "
                  + until
                  + ", a certificate of one year from "
                  + now
                  + " does not fit in"));
    }
  }

  private byte[] unlocked(KeyAccess access) {
    KeyFile read = file.read();
    RootEntry found = rootEntry(file, read, hub);
    if (!found.root().equals(root)) {
      throw KeyProblems.damaged(
          file.path(), new IOException("its root was replaced after it was opened"));
    }
    try (Passphrase passphrase = Passphrase.ask(access, hub, KeyUse.ROOT)) {
      return file.unlock(read, found.entry(), passphrase, KeyUse.ROOT);
    }
  }

  /** A signature made by a faulty machine must not leave it. */
  private void demandSigned(Octets issued) throws IOException {
    Certificate certificate = Certificates.read(issued);
    byte[] signed = certificate.getTBSCertificate().getEncoded(ASN1Encoding.DER);
    if (!Signatures.verify(
        Certificates.publicKey(root),
        SignatureScheme.ECDSA_SHA256_DER,
        signed,
        certificate.getSignature().getOctets())) {
      throw new IllegalStateException(
          "Cannot issue a certificate: the signature just made does not verify, expected a sound"
              + " key file and processor");
    }
  }

  /** Holds nothing open. */
  @Override
  public void close() {}
}
