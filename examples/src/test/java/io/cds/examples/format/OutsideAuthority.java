package io.cds.examples.format;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.cds.api.envelope.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;

/** An authority outside of the network, such as Taiwan's XCA, which openssl plays in a folder. */
final class OutsideAuthority {
  /** Of the files that it hands out. */
  static final String PASSWORD = "of the card";

  private final Path folder;

  /** Skips the tests where this machine has no openssl. */
  OutsideAuthority(Path folder) throws IOException {
    this.folder = folder;
    assumeThat(Command.version(folder, "openssl", "version"))
        .as("openssl, which makes outside certificates and is asked about them")
        .startsWith("OpenSSL 3");
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -keyout xca.key -out xca.pem -days 30 -subj /C=TW/OU=XCA"
            + " -addext keyUsage=critical,keyCertSign");
    Files.writeString(folder.resolve("word"), PASSWORD);
  }

  /**
   * Certifies a fresh key of RSA 3072 for 20 days, in {@code NAME.key} and {@code NAME.pem}.
   *
   * @param usage as openssl names them
   * @return PKCS#12 with both
   */
  byte[] handOut(String name, String subject, String usage) throws IOException {
    Files.writeString(
        folder.resolve("usage"), "keyUsage=critical," + usage + "\nbasicConstraints=CA:FALSE\n");
    openssl("req -newkey rsa:3072 -nodes -keyout NAME.key -out NAME.csr -subj " + subject, name);
    openssl(
        "x509 -req -in NAME.csr -CA xca.pem -CAkey xca.key -set_serial 7 -days 20 -extfile usage"
            + " -out NAME.pem",
        name);
    openssl("pkcs12 -export -inkey NAME.key -in NAME.pem -out NAME.p12 -passout file:word", name);
    return Files.readAllBytes(folder.resolve(name + ".p12"));
  }

  private void openssl(String words, String name) throws IOException {
    openssl(words.replace("NAME", name));
  }

  /** What openssl says to these words, in the folder. */
  String openssl(String words) throws IOException {
    Command ran = Command.succeeds(folder, Stream.of(("openssl " + words).split(" ", -1)).toList());
    return ran.out() + ran.err();
  }

  /** The certificate of a file here, as DER. */
  Octets der(String file) throws IOException {
    String pem = Files.readString(folder.resolve(file));
    return Octets.of(Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "")));
  }

  /** Puts a certificate into a file here. */
  void pem(String file, Octets certificate) throws IOException {
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate.toArray())
            + "\n-----END CERTIFICATE-----\n");
  }
}
