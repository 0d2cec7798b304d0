package io.cds.crypto.envelope;

import static io.cds.crypto.envelope.Network.EDB;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyWrap;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.cms.KemEnvelopedData;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;
import org.bouncycastle.jcajce.interfaces.MLKEMPrivateKey;

/** All vectors, and the root and keys that they share. */
final class Corpus {

  static final String AT = "2026-11-21T15:31:45.123Z";

  private final Network network;
  private final List<VectorText> vectors = new ArrayList<>();
  private final List<PrivateKey> privateKeys = new ArrayList<>();
  private final List<KnownKey> keys = new ArrayList<>();
  private String outside = "";

  Corpus(Network network) {
    this.network = network;
  }

  /** A vector that is whole. */
  void add(VectorText vector) {
    vectors.add(vector);
  }

  /** A vector about octets of one name. */
  void add(VectorText vector, String object, String part, byte[] octets) {
    vectors.add(vector.header("object", object).part(part, octets));
  }

  /** A vector about a whole message that EDB receives. */
  void message(VectorText vector, EnvelopeHead head, byte[] content) {
    message(vector, head, content, EDB, AT);
  }

  void message(VectorText vector, EnvelopeHead head, byte[] content, PartyCode self, String at) {
    vector.header("object", "message").header("self", self.value()).header("at", at);
    innerKey(head).ifPresent(key -> vector.header("inner-key", key));
    vector.part("routing.p7s", head.routing().toArray());
    head.routingMldsa().ifPresent(p7s -> vector.part("routing.mldsa.p7s", p7s.toArray()));
    vectors.add(
        vector.part("manifest.p7m", head.manifest().toArray()).part("content.cob", content));
  }

  /** What a header of a vector says that was added before. */
  String header(String vector, String name) {
    return like(vector).header(name);
  }

  /** A vector that was added before. */
  VectorText like(String vector) {
    return vectors.stream().filter(v -> v.name().equals(vector)).findFirst().orElseThrow();
  }

  /** What EDB's ML-KEM key gives, for readers whose vault has no ML-KEM. */
  private Optional<String> innerKey(EnvelopeHead head) {
    if (head.routingMldsa().isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] inner = new ForgedHybrid(network).inner(head, 0);
      KemEnvelopedData.EncapsulatedFor mine = KemEnvelopedData.read(inner, 64).recipients().get(0);
      KeyWrap wrap =
          new KeyWrap(mine.ciphertext(), Octets.of(KemEnvelopedData.otherInfo()), mine.wrapped());
      return Optional.of(
          HexFormat.of()
              .formatHex(
                  network
                      .vault
                      .unwrap(network.key(EDB, KeyUse.OPEN_MLKEM).ref(), wrap, Network.ACCESS)
                      .reveal()));
    } catch (InvalidEnvelopeException | java.util.NoSuchElementException e) {
      return Optional.empty();
    }
  }

  /** A key of the directory. */
  void key(KnownKey key, PrivateKey privateKey) {
    keys.add(key);
    privateKeys.add(privateKey);
  }

  void key(PartyCode party, KeyUse use) {
    VaultKey own = network.key(party, use);
    key(network.known(party, use), network.vault.privateKey(own.ref()));
  }

  /** The outside certificate that the vectors with the header {@code outside} name. */
  void outside(PartyCode party, Octets certificate, PrivateKey privateKey) {
    outside =
        "# An outside certificate and its key, for tests alone: everybody has this private key.\n"
            + "party: %s%ncertificate: %s%nprivate-key: %s%n"
                .formatted(party, base64(certificate.toArray()), base64(privateKey.getEncoded()));
  }

  /** Every file of the corpus by its name. */
  Map<String, String> files() {
    Map<VectorText.Part, String> known = new HashMap<>();
    for (VectorText vector : vectors) {
      if (vector.isValid()) {
        vector.shown().forEach(part -> known.putIfAbsent(part, vector.name()));
      }
    }
    Map<String, String> files = new TreeMap<>();
    StringBuilder index = new StringBuilder();
    for (VectorText vector : vectors) {
      String before = files.put(vector.name() + ".txt", vector.text(known));
      if (before != null) {
        throw new IllegalStateException("Two vectors are called [" + vector.name() + "]");
      }
      index.append(vector.name()).append('\n');
    }
    files.put("index.txt", index.toString());
    files.put("keys.txt", keysText());
    files.put("outside.txt", outside);
    return files;
  }

  private String keysText() {
    StringBuilder text =
        new StringBuilder(
            "# Root and keys of the vectors, for tests alone: everybody has these private keys.\n");
    text.append("certificate: ").append(base64(network.authority.root().toArray())).append('\n');
    for (int i = 0; i < keys.size(); i++) {
      KnownKey key = keys.get(i);
      text.append("\n# ").append(key.party()).append(' ').append(key.use());
      text.append("\nstate: ").append(key.state());
      key.revokedAt().ifPresent(at -> text.append("\nrevoked-at: ").append(at));
      key.invalidSince().ifPresent(at -> text.append("\ninvalid-since: ").append(at));
      text.append("\ncertificate: ").append(base64(key.certificate().toArray()));
      text.append("\nprivate-key: ").append(base64(pkcs8(privateKeys.get(i)))).append('\n');
    }
    return text.toString();
  }

  /** Of the keys of suite 2 the seed alone. */
  private static byte[] pkcs8(PrivateKey key) {
    if (key instanceof MLKEMPrivateKey kem) {
      return kem.getPrivateKey(true).getEncoded();
    }
    return key instanceof MLDSAPrivateKey dsa
        ? dsa.getPrivateKey(true).getEncoded()
        : key.getEncoded();
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }
}
