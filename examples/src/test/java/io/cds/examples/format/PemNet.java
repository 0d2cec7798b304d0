package io.cds.examples.format;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A root and the keys of some parties, made by the openssl command and kept as PEM files: nothing
 * of the library is in them.
 */
final class PemNet {
  private static final Pattern PEM = Pattern.compile("-----BEGIN [^-]+-----([^-]+)-----END");

  private final Path folder;
  private final EnvelopeCodec codec;
  private final List<KnownKey> keys = new ArrayList<>();

  private PemNet(Path folder, EnvelopeCodec codec) {
    this.folder = folder;
    this.codec = codec;
  }

  /** A net whose root was just made. */
  static PemNet create(Path folder, EnvelopeCodec codec) throws IOException {
    Files.createDirectories(folder.resolve("certs"));
    openssl(
        folder,
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root-key.pem"
            + " -out root.pem -days 3650 -subj /CN=Root -addext basicConstraints=critical,CA:true"
            + " -addext keyUsage=critical,keyCertSign");
    return new PemNet(folder, codec);
  }

  /** Makes a pair and has the root certify it. */
  KnownKey issue(String party, KeyUse use) throws IOException {
    var name = party + "-" + use;
    var usage = use == KeyUse.OPEN ? "keyAgreement" : "digitalSignature";
    Files.writeString(folder.resolve("extensions"), "keyUsage=critical," + usage + "\n");
    openssl(
        folder, "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out " + name + "-key.pem");
    openssl(
        folder,
        "req -new -key %1$s-key.pem -out %1$s.csr -subj /CN=%2$s/OU=%3$s"
            .formatted(name, party, use));
    openssl(
        folder,
        ("x509 -req -in %1$s.csr -CA root.pem -CAkey root-key.pem -CAcreateserial -days 365"
                + " -extfile extensions -out certs/%1$s.pem")
            .formatted(name));
    var key = codec.certificate(der(certificate(party, use)), der(root()));
    keys.add(key);
    return key;
  }

  /** The SIGN certificate of 010300 under another root, as valid as ours. */
  KnownKey stranger() {
    return codec.certificate(
        der(folder.resolve("stranger/certs/010300-SIGN.pem")),
        der(folder.resolve("stranger/root.pem")));
  }

  Path root() {
    return folder.resolve("root.pem");
  }

  Path certificates() {
    return folder.resolve("certs");
  }

  Path certificate(String party, KeyUse use) {
    return certificates().resolve(party + "-" + use + ".pem");
  }

  Path key(String name) {
    return folder.resolve(name + "-key.pem");
  }

  Path key(String party, KeyUse use) {
    return key(party + "-" + use);
  }

  KnownKey known(String party, KeyUse use) {
    return keys.stream()
        .filter(key -> key.party().value().equals(party) && key.use() == use)
        .findFirst()
        .orElseThrow();
  }

  Sha256 net() {
    return codec.sha256(der(root()).toArray());
  }

  /** All certificates of this net as a directory would answer them. */
  KeyDirectory directory() {
    return new KeyDirectory() {
      @Override
      public Sha256 net() {
        return PemNet.this.net();
      }

      @Override
      public Optional<KnownKey> key(Sha256 certificate) {
        return keys.stream().filter(key -> key.digest().equals(certificate)).findFirst();
      }

      @Override
      public List<KnownKey> keys(PartyCode party, KeyUse use) {
        return keys.stream().filter(key -> key.party().equals(party) && key.use() == use).toList();
      }
    };
  }

  /** What stands in a PEM file. */
  static Octets der(Path pem) {
    try {
      var found = PEM.matcher(Files.readString(pem));
      if (!found.find()) {
        throw new IOException("No PEM in [" + pem + "]");
      }
      return Octets.of(Base64.getMimeDecoder().decode(found.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void openssl(Path folder, String words) throws IOException {
    var command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words.split(" ")));
    Command.succeeds(folder, command);
  }
}
