package io.cds.testkit.keys;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Issues certificates that a vault takes, with the JDK alone. Checks nothing. */
public final class SampleRoot {
  private static final byte[] ECDSA_SHA256 = Der.of(Der.SEQUENCE, hex("06082a8648ce3d040302"));
  private static final byte[] COMMON_NAME = hex("0603550403");
  private static final byte[] UNIT = hex("060355040b");
  private static final byte[] KEY_USAGE = hex("0603551d0f0101ff");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long YEAR = 365L * 24 * 60 * 60;

  private final KeyPair pair;
  private final SecureRandom random;

  private SampleRoot(KeyPair pair, SecureRandom random) {
    this.pair = pair;
    this.random = random;
  }

  /** A fresh root. */
  public static SampleRoot create(SecureRandom random) {
    return new SampleRoot(pair(random), random);
  }

  /** A fresh P-256 pair. */
  public static KeyPair pair(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot make a P-256 pair: the JDK refused", e);
    }
  }

  /** A certificate of one year, subject CN=party, OU=use. */
  public Octets issue(PartyCode party, KeyUse use, PublicKey key, Instant from) {
    byte[] tbs =
        Der.of(
            Der.SEQUENCE,
            Der.of(0xa0, hex("020102")),
            Der.of(Der.INTEGER, new BigInteger(120, random).add(BigInteger.ONE).toByteArray()),
            ECDSA_SHA256,
            name("HUB", "ROOT"),
            Der.of(Der.SEQUENCE, time(from), time(from.plusSeconds(YEAR))),
            name(party.value(), use.name()),
            key.getEncoded(),
            Der.of(0xa3, Der.of(Der.SEQUENCE, usage(use))));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate(), random);
      signature.update(tbs);
      byte[] bits = Der.of(Der.BIT_STRING, new byte[1], signature.sign());
      return Octets.of(Der.of(Der.SEQUENCE, tbs, ECDSA_SHA256, bits));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot sign a sample certificate: the JDK refused", e);
    }
  }

  private static byte[] usage(KeyUse use) {
    byte[] bits = hex(use == KeyUse.OPEN ? "03020308" : "03020780");
    return Der.of(Der.SEQUENCE, KEY_USAGE, Der.of(Der.OCTET_STRING, bits));
  }

  private static byte[] name(String common, String unit) {
    return Der.of(Der.SEQUENCE, part(COMMON_NAME, common), part(UNIT, unit));
  }

  private static byte[] part(byte[] type, String text) {
    byte[] value = Der.of(Der.UTF8, text.getBytes(StandardCharsets.US_ASCII));
    return Der.of(Der.SET, Der.of(Der.SEQUENCE, type, value));
  }

  private static byte[] time(Instant at) {
    return Der.of(Der.UTC_TIME, TIME.format(at).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] hex(String octets) {
    return HexFormat.of().parseHex(octets);
  }
}
