package io.cds.benchmarks;

import com.helger.as2lib.crypto.BCCryptoHelper;
import com.helger.as2lib.crypto.ECryptoAlgorithmCrypt;
import com.helger.as2lib.crypto.ECryptoAlgorithmSign;
import com.helger.as2lib.util.AS2ResourceHelper;
import com.helger.mail.cte.EContentTransferEncoding;
import io.cds.crypto.algorithm.BouncyCastle;
import jakarta.activation.DataHandler;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.util.ByteArrayDataSource;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The same message as as2-lib signs and encrypts it: S/MIME, RSA 3072, SHA-256, AES-256-GCM. */
final class SmimePeer {
  private final BCCryptoHelper helper;
  private final KeyPair pair;
  private final X509Certificate certificate;
  private MimeBodyPart sealed = new MimeBodyPart();

  SmimePeer() throws Exception {
    // The peer finds its provider by name.
    Security.addProvider(BouncyCastle.provider());
    helper = new BCCryptoHelper();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(3072);
    pair = generator.generateKeyPair();
    X500Principal name = new X500Principal("CN=benchmark");
    certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.now().minusSeconds(3600)),
                        Date.from(Instant.now().plusSeconds(86_400)),
                        name,
                        pair.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));
  }

  X509Certificate certificate() {
    return certificate;
  }

  PrivateKey privateKey() {
    return pair.getPrivate();
  }

  Object seal(byte[] octets) throws Exception {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(
        new DataHandler(new ByteArrayDataSource(octets, "application/octet-stream")));
    part.setHeader("Content-Type", "application/octet-stream");
    part.setHeader("Content-Transfer-Encoding", "binary");
    MimeBodyPart signed =
        helper.sign(
            part,
            certificate,
            pair.getPrivate(),
            ECryptoAlgorithmSign.DIGEST_SHA_256,
            true,
            false,
            false,
            EContentTransferEncoding.BINARY);
    MimeBodyPart encrypted =
        helper.encrypt(
            signed,
            certificate,
            ECryptoAlgorithmCrypt.CRYPT_AES256_GCM,
            EContentTransferEncoding.BINARY);
    MemoryContent out = new MemoryContent(octets.length + octets.length / 4 + (1 << 20));
    encrypted.writeTo(out.output());
    sealed = new MimeBodyPart(out.open());
    return sealed;
  }

  Object open() throws Exception {
    try (AS2ResourceHelper resources = new AS2ResourceHelper()) {
      MimeBodyPart signed = helper.decrypt(sealed, certificate, pair.getPrivate(), true, resources);
      return helper
          .verify(signed, certificate, true, true, found -> {}, resources)
          .getInputStream()
          .readAllBytes();
    }
  }
}
