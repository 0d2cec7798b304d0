package io.cds.examples.format;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Secret;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.AtRest;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.KeyWrap;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.SecretKeySpec;

/** The private keys of a {@link PemNet}, used by the JDK's own algorithms. */
final class PemVault implements KeyVault {
  private static final byte[] P256 =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

  private final PemNet net;

  PemVault(PemNet net) {
    this.net = net;
  }

  /** The key of this certificate. */
  static VaultKey of(KnownKey key) {
    var ref = new KeyRef(key.party(), key.use(), key.party() + "-" + key.use());
    return new VaultKey(ref, key.notBefore(), Optional.of(key.certificate()));
  }

  @Override
  public List<VaultKey> keys(PartyCode party) {
    return Stream.of(KeyUse.values())
        .flatMap(use -> net.directory().keys(party, use).stream())
        .map(PemVault::of)
        .toList();
  }

  @Override
  public byte[] sign(KeyRef key, SignatureScheme scheme, byte[] data, KeyAccess access) {
    try {
      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(read(key));
      signature.update(data);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Signing with [" + key.name() + "] failed", e);
    }
  }

  @Override
  public Secret unwrap(KeyRef key, KeyWrap wrap, KeyAccess access) {
    try {
      var spki = new ByteArrayOutputStream();
      spki.writeBytes(P256);
      spki.writeBytes(wrap.originator().toArray());
      var agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(read(key));
      agreement.doPhase(
          KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki.toByteArray())),
          true);
      var kdf = MessageDigest.getInstance("SHA-256");
      kdf.update(agreement.generateSecret());
      kdf.update(new byte[] {0, 0, 0, 1});
      var cipher = Cipher.getInstance("AESWrap");
      cipher.init(
          Cipher.UNWRAP_MODE, new SecretKeySpec(kdf.digest(wrap.sharedInfo().toArray()), "AES"));
      return Secret.takeOver(
          cipher.unwrap(wrap.wrapped().toArray(), "AES", Cipher.SECRET_KEY).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Unwrapping with [" + key.name() + "] failed", e);
    }
  }

  private PrivateKey read(KeyRef key) throws GeneralSecurityException {
    var file = net.key(key.name());
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(PemNet.der(file).toArray()));
  }

  @Override
  public Generated generate(PartyCode party, KeyUse use, KeyAccess access) {
    throw new UnsupportedOperationException("Keys of this vault come from files");
  }

  @Override
  public void install(KeyRef key, Octets certificate, KeyAccess access) {
    throw new UnsupportedOperationException("Keys of this vault come from files");
  }

  @Override
  public AtRest atRest(PartyCode party, KeyAccess unattended) {
    throw new UnsupportedOperationException("This vault keeps nothing at rest");
  }

  @Override
  public String name() {
    return "pem";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public void close() {}
}
