package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CERTIFICATE;
import static io.cds.api.envelope.InvalidReason.CMS_ALGORITHM;
import static io.cds.api.envelope.InvalidReason.KEY_TRANSPORT;
import static io.cds.api.envelope.InvalidReason.SIGNATURE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.KeyUse;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.SignatureScheme;
import io.cds.crypto.algorithm.BouncyCastle;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.Rsa;
import io.cds.crypto.algorithm.Signatures;
import io.cds.crypto.cms.CertificateId;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.cms.SignedData;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * What an organisation's RSA key signs, and what looks like it; keys of other sizes; RSA sealing.
 */
final class RsaFaults {

  private static final String SHA_256 = "300b0609608648016503040201";
  private static final String MGF1 = "06092a864886f70d010108";
  private static final String PSS = "06092a864886f70d01010a";
  private static final String OAEP = "06092a864886f70d010107";

  private final Network network;
  private final Sender sender;
  private final Corpus corpus;
  private final KeyPair pair;
  private final Octets certificate;

  RsaFaults(Network network, Sender sender, Corpus corpus) throws GeneralSecurityException {
    this.network = network;
    this.sender = sender;
    this.corpus = corpus;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", BouncyCastle.provider());
    generator.initialize(2048, new FixedRandom("an organisation's"));
    this.pair = generator.generateKeyPair();
    this.certificate = network.authority.issue("010300", KeyUse.SIGN, pair.getPublic());
  }

  void add() throws GeneralSecurityException {
    corpus.key(network.codec.certificate(certificate, network.authority.root()), pair.getPrivate());
    String plaintext = corpus.header("valid/plain", "plaintext");
    corpus.message(
        VectorText.valid("rsa-pss", "signed by the RSA key of an organisation")
            .header("plaintext", plaintext),
        good(),
        sender.content);
    parameters();
    signatures();
    certificates();
    sealing();
  }

  private EnvelopeHead good() {
    return signed(new FixedRandom("salt"));
  }

  private EnvelopeHead signed(SecureRandom salt) {
    byte[] attributes = input().signedAttributes();
    return with(
        Signatures.sign(pair.getPrivate(), SignatureScheme.RSA_PSS_SHA256, attributes, salt));
  }

  private EnvelopeHead with(byte[] signature) {
    return sender.with(input().signed(SignatureScheme.RSA_PSS_SHA256, signature).octets());
  }

  private SignedData.SigningInput input() {
    return new SignedData.SigningInput(
        ContentKind.ROUTING,
        Octets.of(sender.record().getBytes(UTF_8)),
        Network.SEALED_AT,
        Digests.digest(certificate),
        CertificateId.of(new Certificates().parse(certificate)));
  }

  /** Other parameters than those of section 6; the signature does not cover them. */
  private void parameters() {
    // Long: a table, one row a fault.
    algorithm("pss-without-parameters", "no parameters", seq(PSS));
    algorithm("pss-of-sha1", "parameters that are empty, which means SHA-1", seq(PSS, "3000"));
    algorithm("pss-salt-20", "a salt of 20 octets stated", pss(SHA_256, SHA_256, "a203020114"));
    algorithm("pss-salt-unsaid", "no salt stated, which means 20", pss(SHA_256, SHA_256, ""));
    algorithm(
        "pss-sha384",
        "the digest SHA-384",
        pss("300b0609608648016503040202", SHA_256, "a203020120"));
    algorithm(
        "pss-mgf1-sha384",
        "MGF1 with SHA-384",
        pss(SHA_256, "300b0609608648016503040202", "a203020120"));
    algorithm(
        "pss-digest-with-null",
        "SHA-256 with parameters NULL",
        pss("300d06096086480165030402010500", SHA_256, "a203020120"));
    algorithm(
        "pss-trailer-stated",
        "BER: the trailer field, which is the default, stated",
        pss(SHA_256, SHA_256, "a203020120" + "a303020101"));
    algorithm("pss-of-rsa", "the identifier of an RSA key", hex("300d06092a864886f70d0101010500"));
    fault(
        "pkcs1-signature",
        CMS_ALGORITHM,
        "RSA with PKCS #1 v1.5, as stated",
        changed(
            with(pkcs1()), t -> t.at(1, 0, 3, 0, 4).become(hex("300d06092a864886f70d01010b0500"))));
  }

  private void signatures() throws GeneralSecurityException {
    byte[] right = signature(good());
    fault("pss-salt-other", SIGNATURE, "made with a salt of 20 octets", with(salted(20)));
    fault("pss-pkcs1", SIGNATURE, "in truth one of PKCS #1 v1.5", with(pkcs1()));
    fault("pss-bit", SIGNATURE, "a bit changed", with(ContentFaults.flipped(right, 100)));
    fault("pss-cut", SIGNATURE, "the last octet is missing", with(ContentFaults.cut(right)));
    fault("pss-empty", SIGNATURE, "no octets of signature", with(new byte[0]));
    byte[] longer = new byte[right.length + 1];
    System.arraycopy(right, 0, longer, 1, right.length);
    fault("pss-zero-in-front", SIGNATURE, "the same number in one octet more", with(longer));
    fault("pss-zero-left-out", SIGNATURE, "the same number in one octet less", with(shorter()));
    fault(
        "pss-of-a-p256-key",
        SIGNATURE,
        "RSA-PSS stated where a P-256 key signed",
        sender.changed(t -> t.at(1, 0, 3, 0, 4).become(pss(SHA_256, SHA_256, "a203020120"))));
    fault(
        "ecdsa-of-an-rsa-key",
        SIGNATURE,
        "ECDSA stated where an RSA key signed",
        changed(good(), t -> t.at(1, 0, 3, 0, 4).become(hex("300a06082a8648ce3d040302"))));
  }

  /** A signature that begins with an octet 00, without it. */
  private byte[] shorter() {
    for (int i = 0; ; i++) {
      byte[] found = signature(signed(new FixedRandom("zero " + i)));
      if (found[0] == 0) {
        return Arrays.copyOfRange(found, 1, found.length);
      }
    }
  }

  private static byte[] signature(EnvelopeHead head) {
    return DerTree.of(head.routing().toArray()).at(1, 0, 3, 0, 5).value();
  }

  private byte[] pkcs1() {
    try {
      Signature signer = Signature.getInstance("SHA256withRSA", BouncyCastle.provider());
      signer.initSign(pair.getPrivate());
      signer.update(input().signedAttributes());
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] salted(int length) throws GeneralSecurityException {
    Signature signer = Signature.getInstance("RSASSA-PSS", BouncyCastle.provider());
    signer.setParameter(
        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, length, 1));
    signer.initSign(pair.getPrivate(), new FixedRandom("short salt"));
    signer.update(input().signedAttributes());
    return signer.sign();
  }

  private void certificates() {
    BigInteger modulus = ((RSAPublicKey) pair.getPublic()).getModulus();
    BigInteger prime = BigInteger.probablePrime(2056, new FixedRandom("a prime"));
    BigInteger usual = BigInteger.valueOf(65_537);
    certificate("key-rsa-4104", "RSA of 4,104 bits", Rsa.key(modulus.multiply(prime), usual));
    certificate(
        "key-rsa-exponent-3", "RSA with the exponent 3", Rsa.key(modulus, BigInteger.valueOf(3)));
    certificate(
        "key-rsa-exponent-long",
        "RSA with an exponent of 257 bits",
        Rsa.key(modulus, BigInteger.ONE.shiftLeft(256).add(BigInteger.ONE)));
  }

  private void certificate(String name, String why, PublicKey key) {
    byte[] der = network.authority.issue("010300", KeyUse.SIGN, key).toArray();
    corpus.add(
        VectorText.fault("certificate/" + name, CERTIFICATE, why),
        "certificate",
        "certificate.der",
        der);
  }

  /** RSA seals nothing: a KeyTransRecipientInfo alone, and beside the agreement. */
  private void sealing() {
    byte[] id = DerTree.of(sender.head.manifest().toArray()).at(1, 0, 1, 0, 3, 0, 0).octets();
    byte[] transport =
        seq(
            "020100",
            HexFormat.of().formatHex(id),
            HexFormat.of().formatHex(parametrised(OAEP, SHA_256, SHA_256, "")),
            "04820100" + "7b".repeat(256));
    EnvelopeHead alone = sender.manifestForm(t -> t.at(1, 0, 1, 0).become(transport));
    fault("key-transport", KEY_TRANSPORT, "the key under RSAES-OAEP in place of ECDH", alone);
    EnvelopeHead beside =
        sender.manifestForm(t -> t.at(1, 0, 1).children().add(0, DerTree.of(transport)));
    fault("key-transport-too", KEY_TRANSPORT, "the key under RSAES-OAEP beside ECDH", beside);
  }

  private static byte[] pss(String digest, String mask, String rest) {
    return parametrised(PSS, digest, mask, rest);
  }

  private static byte[] parametrised(String scheme, String digest, String mask, String rest) {
    return seq(
        scheme,
        HexFormat.of()
            .formatHex(
                seq(
                    tagged("a0", digest),
                    tagged("a1", HexFormat.of().formatHex(seq(MGF1, mask))),
                    rest)));
  }

  private static String tagged(String tag, String inner) {
    return tag + "%02x".formatted(inner.length() / 2) + inner;
  }

  private static byte[] seq(String... parts) {
    return DerTree.wrapped(0x30, hex(String.join("", parts)));
  }

  private static byte[] hex(String der) {
    return HexFormat.of().parseHex(der);
  }

  private void algorithm(String name, String why, byte[] algorithm) {
    fault(name, CMS_ALGORITHM, why, changed(good(), t -> t.at(1, 0, 3, 0, 4).become(algorithm)));
  }

  private EnvelopeHead changed(EnvelopeHead head, Consumer<DerTree> change) {
    DerTree tree = DerTree.of(head.routing().toArray());
    change.accept(tree);
    return sender.with(tree.octets());
  }

  private void fault(String name, InvalidReason reason, String why, EnvelopeHead head) {
    corpus.message(VectorText.fault("cms/" + name, reason, why), head, sender.content);
  }
}
