package io.cds.crypto.keys;

import io.cds.api.envelope.Octets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.SafeBag;

/**
 * The safe bags of a key file: one content with the certificates in the clear, one with the
 * encrypted keys. Certificate and key of a pair share friendly name and local key id; a secret key
 * lies in a secret bag the way the JDK's own PKCS#12 store writes it.
 */
final class Bags {
  private Bags() {}

  /** The DER of the AuthenticatedSafe. */
  static byte[] write(List<KeyEntry> entries) throws IOException {
    ASN1EncodableVector certificates = new ASN1EncodableVector();
    ASN1EncodableVector keys = new ASN1EncodableVector();
    for (KeyEntry entry : entries) {
      ASN1Set attributes = attributes(entry.name());
      if (entry.certificate().isPresent()) {
        ASN1OctetString der = new DEROctetString(entry.certificate().get().toArray());
        CertBag bag = new CertBag(PKCSObjectIdentifiers.x509Certificate, der);
        certificates.add(bag(PKCSObjectIdentifiers.certBag, bag, attributes));
        keys.add(bag(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag, entry.encrypted(), attributes));
      } else {
        keys.add(bag(PKCSObjectIdentifiers.secretBag, secret(entry.encrypted()), attributes));
      }
    }
    ASN1EncodableVector safes = new ASN1EncodableVector();
    for (ASN1EncodableVector bags : List.of(certificates, keys)) {
      if (bags.size() > 0) {
        safes.add(data(new DERSequence(bags).getEncoded(ASN1Encoding.DER)));
      }
    }
    return new DERSequence(safes).getEncoded(ASN1Encoding.DER);
  }

  /** Octets as a content of type id-data. */
  static ContentInfo data(byte[] octets) {
    return new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(octets));
  }

  /**
   * The entries, in the order of their keys. @throws IOException when keys and certificates do not
   * pair
   */
  static List<KeyEntry> read(byte[] safe) throws IOException {
    Map<String, Octets> certificates = new LinkedHashMap<>();
    List<KeyEntry> entries = new ArrayList<>();
    for (SafeBag bag : bags(safe)) {
      KeyName name = name(bag);
      ASN1ObjectIdentifier type = bag.getBagId();
      if (type.equals(PKCSObjectIdentifiers.certBag)) {
        CertBag found = CertBag.getInstance(bag.getBagValue());
        byte[] der = ASN1OctetString.getInstance(found.getCertValue()).getOctets();
        certificates.put(name.value(), Octets.of(der));
      } else if (type.equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag)) {
        Octets certificate = certificates.remove(name.value());
        if (certificate == null) {
          throw new IOException("its key [" + name.value() + "] has no certificate before it");
        }
        entries.add(
            new KeyEntry(
                name,
                Optional.of(certificate),
                EncryptedPrivateKeyInfo.getInstance(bag.getBagValue())));
      } else if (type.equals(PKCSObjectIdentifiers.secretBag)) {
        entries.add(new KeyEntry(name, Optional.empty(), secret(bag.getBagValue())));
      } else {
        throw new IOException("it has a bag of another type [" + type + "]");
      }
    }
    if (!certificates.isEmpty()) {
      throw new IOException("its certificates " + certificates.keySet() + " have no keys");
    }
    return entries;
  }

  private static List<SafeBag> bags(byte[] safe) throws IOException {
    List<SafeBag> bags = new ArrayList<>();
    for (ASN1Encodable element : ASN1Sequence.getInstance(safe)) {
      ContentInfo content = ContentInfo.getInstance(element);
      if (!content.getContentType().equals(PKCSObjectIdentifiers.data)) {
        throw new IOException("its certificates are encrypted: another program wrote it");
      }
      byte[] octets = ASN1OctetString.getInstance(content.getContent()).getOctets();
      for (ASN1Encodable bag : ASN1Sequence.getInstance(octets)) {
        bags.add(SafeBag.getInstance(bag));
      }
    }
    return bags;
  }

  private static SafeBag bag(ASN1ObjectIdentifier type, ASN1Encodable value, ASN1Set attributes) {
    return new SafeBag(type, value, attributes);
  }

  private static ASN1Set attributes(KeyName name) {
    byte[] id = name.value().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return new DERSet(
        new ASN1Encodable[] {
          attribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DERBMPString(name.value())),
          attribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, new DEROctetString(id))
        });
  }

  private static ASN1Encodable attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new DERSequence(new ASN1Encodable[] {type, new DERSet(value)});
  }

  private static KeyName name(SafeBag bag) throws IOException {
    for (ASN1Encodable element : bag.getBagAttributes()) {
      ASN1Sequence attribute = ASN1Sequence.getInstance(element);
      if (attribute.getObjectAt(0).equals(PKCSObjectIdentifiers.pkcs_9_at_friendlyName)) {
        ASN1Encodable value = ASN1Set.getInstance(attribute.getObjectAt(1)).getObjectAt(0);
        return KeyName.parse(ASN1BMPString.getInstance(value).getString());
      }
    }
    throw new IOException("one of its bags has no name");
  }

  /** SecretBag of RFC 7292, 4.2.5, holding an encrypted PKCS#8 key. */
  private static ASN1Encodable secret(EncryptedPrivateKeyInfo encrypted) throws IOException {
    return new DERSequence(
        new ASN1Encodable[] {
          PKCSObjectIdentifiers.pkcs8ShroudedKeyBag,
          new DERTaggedObject(true, 0, new DEROctetString(encrypted.getEncoded(ASN1Encoding.DER)))
        });
  }

  private static EncryptedPrivateKeyInfo secret(ASN1Encodable value) {
    ASN1Sequence bag = ASN1Sequence.getInstance(value);
    ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(bag.getObjectAt(1));
    ASN1OctetString octets = ASN1OctetString.getInstance(tagged.getExplicitBaseObject());
    return EncryptedPrivateKeyInfo.getInstance(octets.getOctets());
  }
}
