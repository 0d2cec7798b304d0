package io.cds.crypto.keys;

import io.cds.api.envelope.Octets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that is not the hub's, with the habits of one: RSA, PKCS #1 v1.5, its own names. */
final class OutsideAuthority {
  /** Of the school, as RFC 2253 writes it. */
  static final String SUBJECT = "2.5.4.5=0000000010030300, O=Test Senior High School, C=TW";

  private static final String SCHOOL =
      "C=TW, O=Test Senior High School, serialNumber=0000000010030300";

  private final X500Name name;
  private final KeyPair pair;
  private final Octets own;
  private Instant until = Samples.NOW.plus(Duration.ofDays(5 * 365));

  OutsideAuthority(String name) throws Exception {
    this.name = new X500Name("C=TW, O=Test, OU=" + name);
    this.pair = pair(2048);
    this.own = certificate(this.name, pair, KeyUsage.keyCertSign, true);
  }

  /** What it issues from now on ends then. */
  OutsideAuthority until(Instant end) {
    until = end;
    return this;
  }

  Octets own() {
    return own;
  }

  static KeyPair pair(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  Octets issue(KeyPair subject) throws Exception {
    return certificate(new X500Name(SCHOOL), subject, KeyUsage.digitalSignature, false);
  }

  Octets issue(KeyPair subject, int usage) throws Exception {
    return certificate(new X500Name(SCHOOL), subject, usage, false);
  }

  private Octets certificate(X500Name subject, KeyPair key, int usage, boolean authority)
      throws Exception {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            name,
            new BigInteger(64, Samples.RANDOM),
            Date.from(Samples.NOW.minus(Duration.ofDays(30))),
            Date.from(until),
            subject,
            SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    return Octets.of(
        builder
            .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))
            .getEncoded());
  }

  /** The file that it hands out. */
  static byte[] pfx(KeyPair pair, Octets certificate, String password) throws Exception {
    Certificate read =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate.toArray()));
    KeyStore file = KeyStore.getInstance("PKCS12");
    file.load(null, null);
    file.setKeyEntry("xca", pair.getPrivate(), password.toCharArray(), new Certificate[] {read});
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    file.store(octets, password.toCharArray());
    return octets.toByteArray();
  }
}
