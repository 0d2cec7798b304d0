package io.cds.benchmarks;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.CertificateAuthority;
import io.cds.crypto.algorithm.P256;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * A root whose key is unlocked: unlocking it for each of thousands of certificates would take most
 * of an hour. It writes certificates of the profile of docs/envelope-v1.md and checks no request.
 */
final class MemoryRoot implements CertificateAuthority {
  private static final Duration BEHIND = Duration.ofMinutes(5);
  private static final Duration YEAR = Duration.ofDays(365);

  private final KeyPair pair;
  private final X500Name name;
  private final SecureRandom random = new SecureRandom();
  private final Octets root;

  MemoryRoot(PartyCode hub, Instant now) {
    pair = P256.generate(random);
    name = name(hub, KeyUse.ROOT);
    SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    root = signed(name, key, true, KeyUsage.keyCertSign, now, YEAR.multipliedBy(20));
  }

  @Override
  public Octets root() {
    return root;
  }

  @Override
  public Octets issue(PartyCode party, KeyUse use, Octets request, Instant now, KeyAccess access) {
    try {
      SubjectPublicKeyInfo key =
          new PKCS10CertificationRequest(request.toArray()).getSubjectPublicKeyInfo();
      int usage = use == KeyUse.OPEN ? KeyUsage.keyAgreement : KeyUsage.digitalSignature;
      return signed(name(party, use), key, false, usage, now, YEAR);
    } catch (IOException e) {
      throw new IllegalStateException("The request is unreadable", e);
    }
  }

  private Octets signed(
      X500Name subject,
      SubjectPublicKeyInfo key,
      boolean authority,
      int usage,
      Instant now,
      Duration life) {
    Instant from = now.minus(BEHIND).truncatedTo(ChronoUnit.SECONDS);
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            name,
            new BigInteger(127, random).setBit(126),
            Date.from(from),
            Date.from(from.plus(life)),
            subject,
            key);
    try {
      builder
          .addExtension(
              Extension.basicConstraints,
              true,
              authority ? new BasicConstraints(0) : new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(usage))
          .addExtension(
              Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier(key)));
      if (!authority) {
        SubjectPublicKeyInfo own = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        builder.addExtension(
            Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(identifier(own)));
      }
      return Octets.of(
          builder
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
              .getEncoded());
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("No certificate for " + subject, e);
    }
  }

  /** The leftmost 160 bits of the SHA-256 of the key (RFC 7093). */
  private static byte[] identifier(SubjectPublicKeyInfo key) {
    byte[] point = key.getPublicKeyData().getOctets();
    SHA256Digest digest = new SHA256Digest();
    digest.update(point, 0, point.length);
    byte[] all = new byte[32];
    digest.doFinal(all, 0);
    return Arrays.copyOf(all, 20);
  }

  private static X500Name name(PartyCode party, KeyUse use) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.CN, party.value())
        .addRDN(BCStyle.OU, use.name())
        .build();
  }

  @Override
  public String name() {
    return "memory-root";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public void close() {}
}
