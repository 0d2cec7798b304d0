package io.cds.crypto.keys;

import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.HeldKey;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.algorithm.Rsa;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A token while it is logged in: keys by the labels of their certificates. */
final class TokenSession {
  private final Provider provider;
  private final String where;
  private final KeyStore keys;

  TokenSession(Provider provider, String where) throws GeneralSecurityException, IOException {
    this.provider = provider;
    this.where = where;
    this.keys = load();
  }

  private KeyStore load() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, null);
    return store;
  }

  /** A key of the token and the certificate beside it. */
  record Found(String label, Octets certificate) {}

  /** All private keys that have a certificate. */
  List<Found> all() throws GeneralSecurityException {
    List<Found> all = new ArrayList<>();
    for (String label : Collections.list(keys.aliases())) {
      if (keys.isKeyEntry(label) && keys.getCertificate(label) != null) {
        all.add(new Found(label, der(keys.getCertificate(label))));
      }
    }
    return all;
  }

  /** The private key whose public one is in this certificate. */
  HeldKey key(Octets certificate) throws GeneralSecurityException {
    return held(find(certificate));
  }

  private HeldKey held(Found found) throws GeneralSecurityException {
    return new HeldKey((PrivateKey) keys.getKey(found.label(), null), provider);
  }

  private Found find(Octets certificate) throws GeneralSecurityException {
    byte[] wanted = read(certificate).getPublicKey().getEncoded();
    for (Found found : all()) {
      if (Arrays.equals(read(found.certificate()).getPublicKey().getEncoded(), wanted)) {
        return found;
      }
    }
    throw TokenProblems.missing("the private key", where);
  }

  /** By the parser that the token's own certificates went through. */
  private static Certificate read(Octets certificate) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(certificate.toArray()));
  }

  /**
   * The outside certificate of this digest, which an authority put there beside its RSA key. Those
   * of other kinds are none of ours, and may be of any form.
   */
  Octets outside(Sha256 certificate) throws GeneralSecurityException {
    for (String label : Collections.list(keys.aliases())) {
      if (keys.isKeyEntry(label)
          && keys.getCertificate(label) instanceof X509Certificate found
          && Digests.digest(found.getEncoded()).equals(certificate)
          && Rsa.signs(found)) {
        return der(found);
      }
    }
    throw TokenProblems.missing("the RSA key of certificate " + certificate, where);
  }

  /** A P-256 pair; its private half is made on the token and stays there. */
  KeyPair generate() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair made = generator.generateKeyPair();
    return new KeyPair(
        P256.key(P256.point(made.getPublic())), new HeldKey(made.getPrivate(), provider));
  }

  /** Keeps a fresh key: without a certificate beside it nobody would find it again. */
  void keep(String label, HeldKey key, Octets placeholder) throws GeneralSecurityException {
    keys.setKeyEntry(label, key.key(), null, chain(placeholder));
  }

  /**
   * Puts the certificate beside its key under this label, and takes the placeholder away. Setting
   * an entry anew would destroy the key first: so it gets another label, and the old one is deleted
   * through a view from before, which finds nothing under it but the placeholder.
   */
  void certify(String label, Octets certificate) throws GeneralSecurityException, IOException {
    Found old = find(certificate);
    if (old.certificate().equals(certificate)) {
      return;
    }
    KeyStore before = load();
    keys.setKeyEntry(label, held(old).key(), null, chain(certificate));
    KeyStore after = load();
    if (!after.isKeyEntry(label) || !der(after.getCertificate(label)).equals(certificate)) {
      throw new KeyStoreException("it did not take the certificate, the key stays as it was");
    }
    before.deleteEntry(old.label());
  }

  private static Octets der(Certificate certificate) throws CertificateEncodingException {
    return Octets.of(certificate.getEncoded());
  }

  private static Certificate[] chain(Octets certificate) throws GeneralSecurityException {
    return new Certificate[] {read(certificate)};
  }
}
