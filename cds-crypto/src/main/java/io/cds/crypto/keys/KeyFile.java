package io.cds.crypto.keys;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/**
 * A PKCS#12 file (RFC 7292) as a value: names and certificates lie open in it, each key is
 * encrypted by itself, and a MAC under the passphrase covers all.
 *
 * <p>So a list of the keys needs no passphrase and no second file that could disagree, one act
 * decrypts the one key it needs, and adding a key leaves the others as they are.
 */
final class KeyFile {
  private static final int MAC_SALT = 16;
  private static final AlgorithmIdentifier SHA256 =
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);

  private final List<KeyEntry> entries;
  private final byte[] content;
  private final Optional<MacData> mac;

  private KeyFile(List<KeyEntry> entries, byte[] content, Optional<MacData> mac) {
    this.entries = List.copyOf(entries);
    this.content = content;
    this.mac = mac;
  }

  /** A file without keys, which any passphrase fits. */
  static KeyFile empty() {
    return new KeyFile(List.of(), new byte[0], Optional.empty());
  }

  /** Reads what {@link #write} wrote. @throws IOException when the octets are anything else */
  static KeyFile read(byte[] octets) throws IOException {
    try {
      Pfx pfx = Pfx.getInstance(ASN1Primitive.fromByteArray(octets));
      ContentInfo safe = pfx.getAuthSafe();
      MacData mac = pfx.getMacData();
      if (!Arrays.equals(pfx.getEncoded(ASN1Encoding.DER), octets)) {
        throw new IOException("its octets are not DER");
      }
      if (mac == null || !safe.getContentType().equals(PKCSObjectIdentifiers.data)) {
        throw new IOException("it has no MAC under a passphrase");
      }
      byte[] content = ASN1OctetString.getInstance(safe.getContent()).getOctets();
      List<KeyEntry> entries = Bags.read(content);
      for (KeyEntry entry : entries) {
        KeyCipher.Parameters.of(entry.encrypted());
        entry.certificate().ifPresent(Certificates::publicKey);
      }
      return new KeyFile(entries, content, Optional.of(mac));
    } catch (RuntimeException e) {
      // Bouncy Castle's parser throws what it meets.
      throw new IOException("it is not a PKCS#12 file as this vault writes it", e);
    }
  }

  /** All entries, oldest first. */
  List<KeyEntry> entries() {
    return entries;
  }

  /** The only or first entry of which this holds. */
  Optional<KeyEntry> entry(Predicate<KeyEntry> holds) {
    return entries.stream().filter(holds).findFirst();
  }

  /** Whether the passphrase is the file's, and the file as it was written. */
  boolean fits(Passphrase passphrase) throws IOException {
    if (mac.isEmpty()) {
      return true;
    }
    MacData found = mac.get();
    if (!found.getMac().getAlgorithmId().equals(SHA256)) {
      throw new IOException("its MAC is not HMAC-SHA-256");
    }
    int iterations = KeyCipher.iterations(found.getIterationCount());
    byte[] expected = passphrase.mac(found.getSalt(), iterations, content);
    return MessageDigest.isEqual(expected, found.getMac().getDigest());
  }

  /** The same with one more entry, or with this one in place of that of the same name. */
  KeyFile with(KeyEntry entry) {
    List<KeyEntry> next = new ArrayList<>(entries);
    next.removeIf(old -> old.name().equals(entry.name()));
    next.add(entry);
    return new KeyFile(next, content, mac);
  }

  /** The octets of the file. The passphrase must be the one that its keys are encrypted under. */
  byte[] write(Passphrase passphrase, int iterations, SecureRandom random) {
    byte[] salt = new byte[MAC_SALT];
    random.nextBytes(salt);
    try {
      byte[] safe = Bags.write(entries);
      byte[] digest = passphrase.mac(salt, iterations, safe);
      MacData sealed = new MacData(new DigestInfo(SHA256, digest), salt, iterations);
      return new Pfx(Bags.data(safe), sealed).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write a key file: its DER was refused", e);
    }
  }
}
