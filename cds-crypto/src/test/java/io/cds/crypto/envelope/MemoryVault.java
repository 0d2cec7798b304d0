package io.cds.crypto.envelope;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Secret;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.AtRest;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.KeyWrap;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.KemWrap;
import io.cds.crypto.algorithm.KeyAgreementWrap;
import io.cds.crypto.algorithm.KeyTransport;
import io.cds.crypto.algorithm.Signatures;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;
import org.bouncycastle.jcajce.interfaces.MLKEMPrivateKey;

/** Private keys in memory, for tests. */
final class MemoryVault implements KeyVault {

  private final Map<KeyRef, PrivateKey> privateKeys = new HashMap<>();
  private final List<VaultKey> keys = new ArrayList<>();
  private final Map<Sha256, PrivateKey> outside = new HashMap<>();

  VaultKey add(PartyCode party, KeyUse use, PrivateKey key, Octets certificate) {
    KeyRef ref = new KeyRef(party, use, use + "-" + keys.size());
    privateKeys.put(ref, key);
    VaultKey vaultKey = new VaultKey(ref, TestAuthority.FROM, Optional.of(certificate));
    keys.add(vaultKey);
    return vaultKey;
  }

  PrivateKey privateKey(KeyRef ref) {
    return privateKeys.get(ref);
  }

  @Override
  public List<VaultKey> keys(PartyCode party) {
    return keys.stream().filter(k -> k.ref().party().equals(party)).toList();
  }

  @Override
  public byte[] sign(KeyRef key, SignatureScheme scheme, byte[] data, KeyAccess access) {
    PrivateKey own = privateKeys.get(key);
    if (scheme != SignatureScheme.ML_DSA_65) {
      return TestAuthority.sign(own, data);
    }
    return own instanceof MLDSAPrivateKey
        ? Signatures.sign(own, scheme, data, new FixedRandom("ML-DSA"))
        : JdkHybrid.sign(own, data);
  }

  @Override
  public Secret unwrap(KeyRef key, KeyWrap wrap, KeyAccess access) {
    byte[] originator = wrap.originator().toArray();
    byte[] info = wrap.sharedInfo().toArray();
    byte[] wrapped = wrap.wrapped().toArray();
    PrivateKey own = privateKeys.get(key);
    if (key.use() == KeyUse.OPEN_MLKEM && !(own instanceof MLKEMPrivateKey)) {
      return Secret.takeOver(JdkHybrid.unwrap(own, originator, info, wrapped));
    }
    return (key.use() == KeyUse.OPEN_MLKEM
            ? KemWrap.unwrap(own, originator, info, wrapped)
            : KeyAgreementWrap.unwrap(own, originator, info, wrapped))
        .map(Secret::takeOver)
        .orElseThrow(
            () -> new InvalidEnvelopeException(InvalidReason.MANIFEST_KEY, "it does not unwrap"));
  }

  /** The key of an outside certificate. */
  void outside(Sha256 certificate, PrivateKey key) {
    outside.put(certificate, key);
  }

  @Override
  public Secret decryptOutside(
      PartyCode party, Sha256 certificate, Octets encrypted, KeyAccess access) {
    return Secret.takeOver(
        KeyTransport.decrypt(
            outside.get(certificate), encrypted.toArray(), new FixedRandom("another key")));
  }

  @Override
  public Generated generate(PartyCode party, KeyUse use, KeyAccess access) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void install(KeyRef key, Octets certificate, KeyAccess access) {
    throw new UnsupportedOperationException();
  }

  @Override
  public AtRest atRest(PartyCode party, KeyAccess unattended) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public void close() {}
}
