package io.cds.benchmarks;

import com.helger.as2lib.cert.PredefinedCertificateFactory;
import com.helger.as2lib.client.AS2Client;
import com.helger.as2lib.client.AS2ClientRequest;
import com.helger.as2lib.client.AS2ClientResponse;
import com.helger.as2lib.client.AS2ClientSettings;
import com.helger.as2lib.crypto.ECryptoAlgorithmCrypt;
import com.helger.as2lib.crypto.ECryptoAlgorithmSign;
import com.helger.as2lib.disposition.DispositionOptions;
import com.helger.as2lib.exception.AS2Exception;
import com.helger.as2lib.partner.SelfFillingPartnershipFactory;
import com.helger.as2lib.processor.DefaultMessageProcessor;
import com.helger.as2lib.processor.receiver.AS2ReceiverModule;
import com.helger.as2lib.session.AS2Session;
import com.helger.commons.collection.attr.StringMap;
import com.helger.mail.cte.EContentTransferEncoding;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * as2-lib end to end over loopback: signed and encrypted by RSA 3072, SHA-256 and AES-256-GCM,
 * answered by a signed synchronous MDN. Its key store stays in memory, and it keeps no message.
 */
final class As2Peer implements AutoCloseable {
  private static final String SCHOOL = "010300";
  private static final String AUTHORITY = "EDB";
  private static final String PASSWORD = "benchmark";

  private final AS2Session session = new AS2Session();
  private final DefaultMessageProcessor processor = new DefaultMessageProcessor();
  private final KeyStore keys;
  private final X509Certificate certificate;
  private final String address;

  As2Peer() throws Exception {
    SmimePeer pair = new SmimePeer();
    certificate = pair.certificate();
    keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    for (String alias : List.of(SCHOOL, AUTHORITY)) {
      keys.setKeyEntry(
          alias, pair.privateKey(), PASSWORD.toCharArray(), new X509Certificate[] {certificate});
    }
    session.setCertificateFactory(certificates());
    session.setPartnershipFactory(new SelfFillingPartnershipFactory());
    session.setMessageProcessor(processor);
    int port = freePort();
    address = "http://127.0.0.1:" + port + "/as2";
    AS2ReceiverModule receiver = new AS2ReceiverModule();
    StringMap attributes = new StringMap();
    attributes.putIn(AS2ReceiverModule.ATTR_ADDRESS, "127.0.0.1");
    attributes.putIn(AS2ReceiverModule.ATTR_PORT, port);
    receiver.initDynamicComponent(session, attributes);
    processor.addModule(receiver);
    processor.startActiveModules();
  }

  /** Sends one message. @throws IllegalStateException if it is not answered as processed */
  void send(byte[] octets) {
    AS2ClientSettings settings =
        new AS2ClientSettings()
            .setSenderData(SCHOOL, "school@example.org", SCHOOL)
            .setReceiverData(AUTHORITY, AUTHORITY, address)
            .setReceiverCertificate(certificate)
            .setPartnershipName("010300-EDB")
            .setEncryptAndSign(
                ECryptoAlgorithmCrypt.CRYPT_AES256_GCM, ECryptoAlgorithmSign.DIGEST_SHA_256)
            .setMDNRequested(true)
            .setMDNOptions(
                new DispositionOptions()
                    .setProtocol(DispositionOptions.PROTOCOL_PKCS7_SIGNATURE)
                    .setProtocolImportance(DispositionOptions.IMPORTANCE_REQUIRED)
                    .setMICAlg(ECryptoAlgorithmSign.DIGEST_SHA_256)
                    .setMICAlgImportance(DispositionOptions.IMPORTANCE_REQUIRED));
    AS2ClientRequest request =
        new AS2ClientRequest("benchmark")
            .setData(new ByteArrayInputStream(octets))
            .setContentType("application/octet-stream")
            .setContentTransferEncoding(EContentTransferEncoding.BINARY);
    AS2ClientResponse response = new Cached().sendSynchronous(settings, request);
    boolean processed =
        response.hasMDN() && String.valueOf(response.getMDNDisposition()).endsWith("processed");
    if (!processed || response.getMDNVerificationCertificate() == null) {
      throw new IllegalStateException(response.getAsString(), response.getException());
    }
  }

  @Override
  public void close() {
    processor.stopActiveModules();
  }

  private PredefinedCertificateFactory certificates() throws AS2Exception {
    PredefinedCertificateFactory found = new PredefinedCertificateFactory(keys);
    found.setPassword(PASSWORD);
    found.reinitKeyStore();
    return found;
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A client that does not read its key store for each message. */
  private final class Cached extends AS2Client {
    @Override
    protected void initCertificateFactory(AS2ClientSettings settings, AS2Session own)
        throws AS2Exception {
      own.setCertificateFactory(certificates());
    }
  }
}
