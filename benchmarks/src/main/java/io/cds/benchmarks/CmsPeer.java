package io.cds.benchmarks;

import io.cds.api.KeyUse;
import io.cds.crypto.algorithm.BouncyCastle;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.KeyPair;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataParser;
import org.bouncycastle.cms.CMSAuthEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSSignedDataParser;
import org.bouncycastle.cms.CMSSignedDataStreamGenerator;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * The same message as Bouncy Castle's CMS would carry it: SignedData (ECDSA P-256, SHA-256) within
 * AuthEnvelopedData (ECDH P-256, AES-256-GCM), both streaming.
 *
 * <p>With the content cipher of Bouncy Castle it opens in constant memory; with SunJCE's, which is
 * faster, the whole message stands in the heap until its one tag was checked.
 */
final class CmsPeer {
  private final boolean own;
  private final KeyPair sign;
  private final KeyPair open;
  private final X509Certificate signCertificate;
  private final X509Certificate openCertificate;
  private final MemoryContent sealed;
  private final MemoryContent clear;

  /**
   * A peer over the bench's keys.
   *
   * @param own whether the content cipher is Bouncy Castle's own; else it is the one that the JDK
   *     finds first, SunJCE's
   */
  CmsPeer(Workbench bench, boolean own, int size) throws Exception {
    // The JDK knows the parameters of AES-GCM under this OID only by Bouncy Castle.
    Security.addProvider(BouncyCastle.provider());
    this.own = own;
    this.sign = bench.vault.pair(KeyUse.SIGN);
    this.open = bench.vault.pair(KeyUse.OPEN);
    this.signCertificate = certificate(bench.signKey.certificate().toArray());
    this.openCertificate = certificate(bench.openKey.certificate().toArray());
    this.sealed = new MemoryContent(size + size / 4 + (1 << 20));
    this.clear = new MemoryContent(size + (1 << 20));
  }

  Object seal(byte[] octets) throws Exception {
    CMSSignedDataStreamGenerator signer = new CMSSignedDataStreamGenerator();
    signer.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .setProvider(BouncyCastle.provider())
            .build("SHA256withECDSA", sign.getPrivate(), signCertificate));
    CMSAuthEnvelopedDataStreamGenerator enveloper = new CMSAuthEnvelopedDataStreamGenerator();
    enveloper.addRecipientInfoGenerator(
        new JceKeyAgreeRecipientInfoGenerator(
                CMSAlgorithm.ECDH_SHA256KDF,
                sign.getPrivate(),
                sign.getPublic(),
                CMSAlgorithm.AES256_WRAP)
            .addRecipient(openCertificate)
            .setProvider(BouncyCastle.provider()));
    JceCMSContentEncryptorBuilder cipher =
        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM);
    if (own) {
      cipher.setProvider(BouncyCastle.provider());
    }
    try (OutputStream out = sealed.again().output();
        OutputStream enveloped = enveloper.open(out, (OutputAEADEncryptor) cipher.build());
        OutputStream signed = signer.open(enveloped, true)) {
      signed.write(octets);
    }
    return sealed;
  }

  Object open() throws Exception {
    JceKeyAgreeAuthEnvelopedRecipient recipient =
        new JceKeyAgreeAuthEnvelopedRecipient(open.getPrivate());
    recipient.setProvider(BouncyCastle.provider());
    if (!own) {
      recipient.setContentProvider((Provider) null);
    }
    RecipientInformation found =
        new CMSAuthEnvelopedDataParser(sealed.open())
            .getRecipientInfos()
            .getRecipients()
            .iterator()
            .next();
    CMSSignedDataParser signed =
        new CMSSignedDataParser(
            new JcaDigestCalculatorProviderBuilder().build(),
            found.getContentStream(recipient).getContentStream());
    try (InputStream in = signed.getSignedContent().getContentStream();
        OutputStream out = clear.again().output()) {
      in.transferTo(out);
    }
    SignerInformation signer = signed.getSignerInfos().getSigners().iterator().next();
    if (!signer.verify(
        new JcaSimpleSignerInfoVerifierBuilder()
            .setProvider(BouncyCastle.provider())
            .build(signCertificate))) {
      throw new IllegalStateException("The peer's own signature does not verify");
    }
    return clear;
  }

  private static X509Certificate certificate(byte[] octets) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(octets));
  }
}
