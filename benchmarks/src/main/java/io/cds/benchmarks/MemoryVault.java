package io.cds.benchmarks;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Secret;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.AtRest;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.KeyWrap;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.KeyAgreementWrap;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.algorithm.Signatures;
import io.cds.crypto.keys.RootAuthority;
import java.io.IOException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * Private keys in memory: unlocking a PKCS#12 file takes a tenth of a second by intent, which would
 * hide what is measured here.
 */
final class MemoryVault implements KeyVault {
  private final Map<KeyRef, KeyPair> pairs = new HashMap<>();
  private final List<VaultKey> keys = new ArrayList<>();
  private final SecureRandom random = new SecureRandom();

  /** A fresh pair with a certificate of this root. */
  VaultKey certified(PartyCode party, KeyUse use, RootAuthority root, Instant now)
      throws IOException, OperatorCreationException {
    KeyPair pair = P256.generate(random);
    byte[] request =
        new JcaPKCS10CertificationRequestBuilder(
                new X500Principal("CN=" + party + ", OU=" + use), pair.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
            .getEncoded();
    KeyRef ref = new KeyRef(party, use, use.name());
    pairs.put(ref, pair);
    Octets certificate = root.issue(party, use, Octets.of(request), now, Workbench.ACCESS);
    VaultKey key = new VaultKey(ref, now, Optional.of(certificate));
    keys.add(key);
    return key;
  }

  KeyPair pair(KeyUse use) {
    return pairs.entrySet().stream()
        .filter(e -> e.getKey().use() == use)
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  @Override
  public List<VaultKey> keys(PartyCode party) {
    return keys.stream().filter(k -> k.ref().party().equals(party)).toList();
  }

  @Override
  public byte[] sign(KeyRef key, SignatureScheme scheme, byte[] data, KeyAccess access) {
    return Signatures.sign(privateKey(key), scheme, data, random);
  }

  @Override
  public Secret unwrap(KeyRef key, KeyWrap wrap, KeyAccess access) {
    return KeyAgreementWrap.unwrap(
            privateKey(key),
            wrap.originator().toArray(),
            wrap.sharedInfo().toArray(),
            wrap.wrapped().toArray())
        .map(Secret::takeOver)
        .orElseThrow(() -> new IllegalStateException("The key does not unwrap"));
  }

  private PrivateKey privateKey(KeyRef ref) {
    return Optional.ofNullable(pairs.get(ref)).orElseThrow().getPrivate();
  }

  @Override
  public Generated generate(PartyCode party, KeyUse use, KeyAccess access) {
    throw new IllegalStateException("The benchmark's keys are made beforehand");
  }

  @Override
  public Octets request(KeyRef key, KeyAccess access) {
    throw new IllegalStateException("The benchmark's keys are certified beforehand");
  }

  @Override
  public void install(KeyRef key, Octets certificate, KeyAccess access) {
    throw new IllegalStateException("The benchmark's keys are certified beforehand");
  }

  @Override
  public AtRest atRest(PartyCode party, KeyAccess unattended) {
    throw new IllegalStateException("The benchmark keeps nothing at rest");
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
