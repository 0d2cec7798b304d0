package io.cds.examples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * Verifies every receipt of a database without the library: signature and issuer by Bouncy Castle
 * and the JDK, and that it says what its row says (docs/envelope-v1.md, section 9).
 */
final class ReceiptCheck {
  private static final Map<String, Set<String>> USES =
      Map.of(
          "ACCEPTED", Set.of("RECEIPT"),
          "DELIVERED", Set.of("TRANSMIT", "SIGN"),
          "OPENED", Set.of("SIGN"));

  private final X509Certificate root;
  private final List<X509Certificate> certificates = new ArrayList<>();

  /**
   * With these certificates.
   *
   * @param keys the folder with the root and the hub's certificates
   * @param hub the hub's database, which has the parties'
   */
  ReceiptCheck(Path keys, Connection hub)
      throws IOException, GeneralSecurityException, SQLException {
    root = certificate(Files.readAllBytes(keys.resolve("root.pem")));
    for (Path file : Folders.files(keys)) {
      if (file.getFileName().toString().startsWith("HUB-receipt-")) {
        certificates.add(certificate(Files.readAllBytes(file)));
      }
    }
    try (Statement statement = hub.createStatement();
        ResultSet rows = statement.executeQuery("select certificate from cds_key")) {
      while (rows.next()) {
        certificates.add(certificate(rows.getBytes(1)));
      }
    }
  }

  private static X509Certificate certificate(byte[] octets)
      throws IOException, GeneralSecurityException {
    try (InputStream in = new ByteArrayInputStream(octets)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /** What is wrong with the receipts of this database; empty if nothing is. */
  List<String> faults(Connection database) throws SQLException, IOException {
    List<String> faults = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select sender, id, routing, signer, event, signed from cds_receipt")) {
      while (rows.next()) {
        String row = "";
        for (int column = 1; column <= 5; column++) {
          row += rows.getString(column) + " ";
        }
        if (!verifies(rows.getBytes("signed"), rows.getString("event"), row.strip())) {
          faults.add("WRONG receipt [" + row.strip() + "] does not verify");
        }
      }
    }
    return faults;
  }

  private boolean verifies(byte[] signed, String event, String row) throws IOException {
    try {
      CMSSignedData receipt = new CMSSignedData(signed);
      CMSTypedData content = receipt.getSignedContent();
      JsonNode said = new ObjectMapper().readTree((byte[]) content.getContent());
      String says = "";
      for (String member : List.of("from", "id", "routing", "by", "event")) {
        says += said.path(member).asText() + " ";
      }
      List<SignerInformation> signers = List.copyOf(receipt.getSignerInfos().getSigners());
      return says.strip().equals(row)
          && signers.size() == 1
          && signed(signers.get(0), said.path("by").asText(), USES.getOrDefault(event, Set.of()));
    } catch (CMSException | GeneralSecurityException | OperatorCreationException e) {
      return false;
    }
  }

  /** By a certificate of that party and of one of these uses, which the root issued. */
  private boolean signed(SignerInformation signer, String party, Set<String> uses)
      throws CMSException, GeneralSecurityException, OperatorCreationException {
    for (X509Certificate certificate : certificates) {
      String subject = certificate.getSubjectX500Principal().getName();
      boolean fits =
          uses.stream()
              .anyMatch(
                  use ->
                      Set.of("CN=" + party + ",OU=" + use, "OU=" + use + ",CN=" + party)
                          .contains(subject));
      if (fits && signer.getSID().match(certificateHolder(certificate))) {
        certificate.verify(root.getPublicKey());
        return signer.verify(
            new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()));
      }
    }
    return false;
  }

  private static org.bouncycastle.cert.X509CertificateHolder certificateHolder(
      X509Certificate certificate) throws GeneralSecurityException {
    try {
      return new org.bouncycastle.cert.X509CertificateHolder(certificate.getEncoded());
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
