package io.cds.testkit.vectors;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Secret;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
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
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens with the keys of the corpus, by the JDK alone. What an ML-KEM key opens, which not every
 * JDK can, the vector itself says.
 */
final class VectorVault implements KeyVault {
  private static final byte[] P256 =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

  private static final int KEY = 32;
  private static final byte[] NONE = HexFormat.of().parseHex("5c".repeat(KEY));
  private static final OAEPParameterSpec OAEP_SHA256 =
      new OAEPParameterSpec(
          "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

  private final VectorNet net;
  private final Optional<String> innerKey;

  VectorVault(VectorNet net, Optional<String> innerKey) {
    this.net = net;
    this.innerKey = innerKey;
  }

  @Override
  public List<VaultKey> keys(PartyCode party) {
    return net.entries().stream()
        .map(VectorNet.Entry::key)
        .filter(key -> key.party().equals(party))
        .map(key -> new VaultKey(ref(key), key.notBefore(), Optional.of(key.certificate())))
        .toList();
  }

  private static KeyRef ref(KnownKey key) {
    return new KeyRef(key.party(), key.use(), key.digest().hex());
  }

  @Override
  public Secret unwrap(KeyRef key, KeyWrap wrap, KeyAccess access) {
    try {
      if (key.use() == KeyUse.OPEN_MLKEM) {
        String found = innerKey.orElseThrow(() -> new GeneralSecurityException("none is stated"));
        return Secret.takeOver(HexFormat.of().parseHex(found));
      }
      Cipher cipher = Cipher.getInstance("AESWrap");
      cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(kek(key, wrap), "AES"));
      return Secret.takeOver(
          cipher.unwrap(wrap.wrapped().toArray(), "AES", Cipher.SECRET_KEY).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new InvalidEnvelopeException(InvalidReason.MANIFEST_KEY, "it does not unwrap", e);
    }
  }

  /** What does not decrypt gives a key that nothing is sealed under. */
  @Override
  public Secret decryptOutside(
      PartyCode party, Sha256 certificate, Octets encrypted, KeyAccess access) {
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
      PKCS8EncodedKeySpec key = new PKCS8EncodedKeySpec(net.outside().privateKey().toArray());
      cipher.init(
          Cipher.DECRYPT_MODE, KeyFactory.getInstance("RSA").generatePrivate(key), OAEP_SHA256);
      byte[] found = cipher.doFinal(encrypted.toArray());
      return Secret.takeOver(found.length == KEY ? found : NONE.clone());
    } catch (GeneralSecurityException e) {
      return Secret.takeOver(NONE.clone());
    }
  }

  private byte[] kek(KeyRef key, KeyWrap wrap) throws GeneralSecurityException {
    ByteArrayOutputStream spki = new ByteArrayOutputStream();
    spki.writeBytes(P256);
    spki.writeBytes(wrap.originator().toArray());
    KeyFactory factory = KeyFactory.getInstance("EC");
    PublicKey ephemeral = factory.generatePublic(new X509EncodedKeySpec(spki.toByteArray()));
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(privateKey(factory, key));
    agreement.doPhase(ephemeral, true);
    MessageDigest kdf = MessageDigest.getInstance("SHA-256");
    kdf.update(agreement.generateSecret());
    kdf.update(new byte[] {0, 0, 0, 1});
    return kdf.digest(wrap.sharedInfo().toArray());
  }

  private PrivateKey privateKey(KeyFactory factory, KeyRef key) throws GeneralSecurityException {
    Octets pkcs8 =
        net.entries().stream()
            .filter(entry -> ref(entry.key()).equals(key))
            .map(VectorNet.Entry::privateKey)
            .findFirst()
            .orElseThrow();
    return factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8.toArray()));
  }

  @Override
  public byte[] sign(KeyRef key, SignatureScheme scheme, byte[] data, KeyAccess access) {
    throw new UnsupportedOperationException("Vectors are read; nothing is signed");
  }

  @Override
  public Generated generate(PartyCode party, KeyUse use, KeyAccess access) {
    throw new UnsupportedOperationException("Keys of the corpus come from its file");
  }

  @Override
  public void install(KeyRef key, Octets certificate, KeyAccess access) {
    throw new UnsupportedOperationException("Keys of the corpus come from its file");
  }

  @Override
  public AtRest atRest(PartyCode party, KeyAccess unattended) {
    throw new UnsupportedOperationException("The corpus keeps nothing at rest");
  }

  @Override
  public String name() {
    return "vectors";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public void close() {}
}
