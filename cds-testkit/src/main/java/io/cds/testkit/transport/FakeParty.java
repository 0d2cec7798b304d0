package io.cds.testkit.transport;

import io.cds.api.PartyCode;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.RequestSigner;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;

/** A party with a fresh P-256 key that signs its requests; the key id is the SHA-256 of the key. */
public final class FakeParty implements RequestSigner {
  private static final String P1363 = "SHA256withECDSAinP1363Format";

  private final PartyCode code;
  private final KeyPair keys;
  private final Clock clock;

  private FakeParty(PartyCode code, KeyPair keys, Clock clock) {
    this.code = code;
    this.keys = keys;
    this.clock = clock;
  }

  /** A party with its own clock. */
  public static FakeParty create(PartyCode code, Clock clock) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new FakeParty(code, generator.generateKeyPair(), clock);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform has no P-256", e);
    }
  }

  /** The same party and key with another clock. */
  public FakeParty withClock(Clock other) {
    return new FakeParty(code, keys, other);
  }

  /** Its code. */
  public PartyCode code() {
    return code;
  }

  PublicKey publicKey() {
    return keys.getPublic();
  }

  @Override
  public Sha256 keyId() {
    try {
      return Sha256.of(MessageDigest.getInstance("SHA-256").digest(publicKey().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform has no SHA-256", e);
    }
  }

  @Override
  public byte[] sign(byte[] data) {
    try {
      Signature signature = Signature.getInstance(P1363);
      signature.initSign(keys.getPrivate());
      signature.update(data);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with a fresh P-256 key", e);
    }
  }

  /** Whether the signature is this party's over the data. */
  boolean signed(byte[] data, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(P1363);
      verifier.initVerify(publicKey());
      verifier.update(data);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public Clock clock() {
    return clock;
  }
}
