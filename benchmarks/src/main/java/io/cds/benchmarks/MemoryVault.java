package io.cds.benchmarks;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Secret;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.AtRest;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.KeyWrap;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.KeyAgreementWrap;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.algorithm.Signatures;
import java.io.IOException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * Private keys in memory: unlocking a PKCS#12 file takes a tenth of a second by intent, which would
 * hide what is measured here.
 */
final class MemoryVault implements KeyVault {
  private final Map<KeyRef, KeyPair> pairs = new ConcurrentHashMap<>();
  private final List<VaultKey> keys = new CopyOnWriteArrayList<>();
  private final SecureRandom random = new SecureRandom();
  private final Optional<KeyVault> atRest;

  /** Keeps nothing at rest. */
  MemoryVault() {
    this.atRest = Optional.empty();
  }

  /** Keeps at rest as this vault does. */
  MemoryVault(KeyVault atRest) {
    this.atRest = Optional.of(atRest);
  }

  /** A fresh pair with a certificate of this root. */
  VaultKey certified(PartyCode party, KeyUse use, CertificateAuthority root, Instant now) {
    Generated made = generate(party, use, Workbench.ACCESS);
    install(
        made.key(),
        root.issue(party, use, made.request(), now, Workbench.ACCESS),
        Workbench.ACCESS);
    return keys(party).get(0);
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
    KeyPair pair = P256.generate(random);
    KeyRef ref = new KeyRef(party, use, use.name() + "-" + pairs.size());
    pairs.put(ref, pair);
    keys.add(0, new VaultKey(ref, Instant.now(), Optional.empty()));
    return new Generated(ref, request(ref, access));
  }

  @Override
  public Octets request(KeyRef key, KeyAccess access) {
    KeyPair pair = pairs.get(key);
    try {
      X500Principal name = new X500Principal("CN=" + key.party() + ", OU=" + key.use());
      return Octets.of(
          new JcaPKCS10CertificationRequestBuilder(name, pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
              .getEncoded());
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("No request for key " + key, e);
    }
  }

  @Override
  public void install(KeyRef key, Octets certificate, KeyAccess access) {
    keys.replaceAll(
        held ->
            held.ref().equals(key)
                ? new VaultKey(key, held.createdAt(), Optional.of(certificate))
                : held);
  }

  @Override
  public AtRest atRest(PartyCode party, KeyAccess unattended) {
    return atRest.orElseThrow().atRest(party, unattended);
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
  public void close() {
    atRest.ifPresent(KeyVault::close);
  }
}
