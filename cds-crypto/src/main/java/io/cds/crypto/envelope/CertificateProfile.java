package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CERTIFICATE;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.BouncyCastle;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.MlDsa65;
import io.cds.crypto.algorithm.MlKem768;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.algorithm.Rsa;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** Proves that a certificate is one that the root issued to a party for a use, section 10.1. */
final class CertificateProfile {

  private static final String EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_ENCIPHERMENT = 2;
  private static final int KEY_AGREEMENT = 4;
  private static final int LONGEST_SERIAL = 20;

  private final Certificates certificates;

  CertificateProfile(Certificates certificates) {
    this.certificates = certificates;
  }

  /** Party, use and validity of a certificate. */
  KnownKey read(Octets der, Octets root) {
    X509Certificate certificate = certificates.parse(der);
    demandIssuedBy(certificate, certificates.parse(root));
    BigInteger serial = certificate.getSerialNumber();
    demand(
        serial.signum() > 0 && serial.toByteArray().length <= LONGEST_SERIAL,
        "its serial number is not positive or longer than 20 octets");
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    demand(subject.getRDNs().length == 2, "its subject is not CN and OU");
    PartyCode party = party(attribute(subject, BCStyle.CN));
    KeyUse use = use(attribute(subject, BCStyle.OU));
    demandKeyUsage(certificate, use);
    demandKey(certificate.getPublicKey(), use);
    return new KnownKey(
        party,
        use,
        KeyState.ACTIVE,
        der,
        Digests.digest(der),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        Optional.empty(),
        Optional.empty());
  }

  private static void demandIssuedBy(X509Certificate certificate, X509Certificate root) {
    byte[] issuer = certificate.getIssuerX500Principal().getEncoded();
    demand(
        Arrays.equals(issuer, root.getSubjectX500Principal().getEncoded()),
        "its issuer is not the root");
    demand(certificate.getVersion() == 3, "it is not of version 3");
    try {
      certificate.verify(root.getPublicKey(), BouncyCastle.provider());
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new InvalidEnvelopeException(CERTIFICATE, "the root did not sign it", e);
    }
  }

  private static void demandKeyUsage(X509Certificate certificate, KeyUse use) {
    boolean[] usage = certificate.getKeyUsage();
    boolean critical =
        certificate.getCriticalExtensionOIDs() != null
            && certificate.getCriticalExtensionOIDs().contains("2.5.29.15");
    demand(usage != null && critical, "it has no critical KeyUsage");
    boolean opens = use == KeyUse.OPEN || use == KeyUse.OPEN_MLKEM;
    demand(
        usage[DIGITAL_SIGNATURE] != opens
            && usage[KEY_AGREEMENT] == (use == KeyUse.OPEN)
            && (usage[KEY_ENCIPHERMENT] || use != KeyUse.OPEN_MLKEM),
        "its KeyUsage does not fit its use");
    demand(certificate.getBasicConstraints() < 0, "it is one of an authority");
    try {
      List<String> extended = certificate.getExtendedKeyUsage();
      demand(
          extended == null || extended.contains(EMAIL_PROTECTION),
          "its ExtendedKeyUsage lacks emailProtection");
    } catch (GeneralSecurityException e) {
      throw new InvalidEnvelopeException(CERTIFICATE, "its ExtendedKeyUsage is malformed", e);
    }
  }

  private static void demandKey(PublicKey key, KeyUse use) {
    boolean fits =
        switch (use) {
          case SIGN -> P256.is(key) || Rsa.is(key);
          case LOG -> key.getAlgorithm().equals("Ed25519");
          case SIGN_MLDSA -> MlDsa65.is(key);
          case OPEN_MLKEM -> MlKem768.is(key);
          case OPEN, TRANSMIT, RECEIPT, ROOT -> P256.is(key);
        };
    demand(fits, "its key is of another kind or size");
  }

  private static String attribute(X500Name subject, ASN1ObjectIdentifier type) {
    RDN[] found = subject.getRDNs(type);
    demand(found.length == 1 && !found[0].isMultiValued(), "its subject is not CN and OU");
    return IETFUtils.valueToString(found[0].getFirst().getValue());
  }

  private static PartyCode party(String text) {
    try {
      return PartyCode.of(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidEnvelopeException(CERTIFICATE, "its CN is no party code", e);
    }
  }

  private static KeyUse use(String text) {
    for (KeyUse use : KeyUse.values()) {
      if (use != KeyUse.ROOT && use.name().equals(text)) {
        return use;
      }
    }
    throw new InvalidEnvelopeException(CERTIFICATE, "its OU names no use of a key");
  }

  private static void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw new InvalidEnvelopeException(
          CERTIFICATE, "a certificate is not of the profile: " + otherwise);
    }
  }
}
