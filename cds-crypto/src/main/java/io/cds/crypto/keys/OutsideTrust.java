package io.cds.crypto.keys;

import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.Rsa;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * Which organisations' own certificates may enrol, and for which party: a setting of the hub's
 * {@link RootAuthority}. Without one, none may.
 *
 * <p>An outside certificate enrols a party if all of this holds: one of the named authorities
 * issued it; it is bound to the party, by its SHA-256 or by its subject, as the operator of the hub
 * entered it when the party was admitted; it is valid at that time, of an RSA key of 2,048 to 4,096
 * bits, and for digitalSignature. Whether its issuer revoked it is for the operator to look up when
 * he binds it, and to end the party's keys when he learns it later: nobody asks the issuer here.
 *
 * <p>Immutable: each method gives another one.
 */
public final class OutsideTrust {
  private final Set<X509Certificate> authorities;
  private final List<BiPredicate<PartyCode, X509Certificate>> bindings;

  private OutsideTrust(
      Set<X509Certificate> authorities, List<BiPredicate<PartyCode, X509Certificate>> bindings) {
    this.authorities = Set.copyOf(authorities);
    this.bindings = List.copyOf(bindings);
  }

  /** No outside certificate enrols anybody. */
  public static OutsideTrust none() {
    return new OutsideTrust(Set.of(), List.of());
  }

  /**
   * Trusts certificates that this authority issued itself.
   *
   * @param certificate its own, DER; such as that of Taiwan's XCA
   * @throws IllegalArgumentException if it is none of an authority
   */
  public OutsideTrust authority(Octets certificate) {
    X509Certificate read = parsed(certificate);
    if (read.getBasicConstraints() < 0) {
      throw new IllegalArgumentException(
          "Cannot trust [" + read.getSubjectX500Principal() + "]: expected an authority's own");
    }
    Set<X509Certificate> more = new HashSet<>(authorities);
    more.add(read);
    return new OutsideTrust(more, bindings);
  }

  /** Binds one certificate to a party; a renewed one has another SHA-256. */
  public OutsideTrust certificate(PartyCode party, Sha256 certificate) {
    return bound((asking, found) -> asking.equals(party) && digest(found).equals(certificate));
  }

  /**
   * Binds every certificate of this subject to a party, renewed ones too.
   *
   * @param subject made of RFC 2253's text or of DER, compared as X.500 compares names; it must
   *     tell one organisation among those of all the authorities named here
   */
  public OutsideTrust subject(PartyCode party, X500Principal subject) {
    return bound(
        (asking, found) -> asking.equals(party) && found.getSubjectX500Principal().equals(subject));
  }

  private OutsideTrust bound(BiPredicate<PartyCode, X509Certificate> binding) {
    List<BiPredicate<PartyCode, X509Certificate>> more = new ArrayList<>(bindings);
    more.add(binding);
    return new OutsideTrust(authorities, more);
  }

  /**
   * Judges a certificate. @return when it ends @throws IllegalArgumentException naming what is
   * wrong with it
   */
  Instant demand(PartyCode party, Octets der, Instant now) {
    X509Certificate found = parsed(der);
    demand(
        bindings.stream().anyMatch(binding -> binding.test(party, found)),
        found,
        "is not bound to party " + party);
    demand(
        Rsa.isForSignatures(found) && found.getBasicConstraints() < 0,
        found,
        "is not for digitalSignature, or is an authority's");
    try {
      issuedByOne(found, now);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          words(found, "is not valid at " + now + " under an authority that is trusted"), e);
    }
    return found.getNotAfter().toInstant();
  }

  private void issuedByOne(X509Certificate found, Instant now) throws GeneralSecurityException {
    Set<TrustAnchor> anchors =
        authorities.stream()
            .filter(authority -> !now.isBefore(authority.getNotBefore().toInstant()))
            .filter(authority -> !now.isAfter(authority.getNotAfter().toInstant()))
            .map(authority -> new TrustAnchor(authority, null))
            .collect(Collectors.toSet());
    if (anchors.isEmpty()) {
      throw new GeneralSecurityException("no authority is trusted at that time");
    }
    PKIXParameters parameters = new PKIXParameters(anchors);
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(found)), parameters);
  }

  private static void demand(boolean holds, X509Certificate found, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(words(found, otherwise));
    }
  }

  private static String words(X509Certificate found, String otherwise) {
    return "the outside certificate ["
        + digest(found)
        + "] of ["
        + found.getSubjectX500Principal()
        + "] "
        + otherwise;
  }

  private static Sha256 digest(X509Certificate found) {
    try {
      return Digests.digest(found.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("an outside certificate cannot be written again", e);
    }
  }

  private static X509Certificate parsed(Octets der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der.toArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "an outside certificate of [" + der + "] cannot be read, expected X.509 in DER", e);
    }
  }
}
