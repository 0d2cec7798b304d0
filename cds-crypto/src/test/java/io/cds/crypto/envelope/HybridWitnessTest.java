package io.cds.crypto.envelope;

import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.SCHOOL;
import static io.cds.crypto.envelope.Network.attachment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cds.api.KeyUse;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.KemWrap;
import io.cds.crypto.algorithm.MlDsa65;
import io.cds.crypto.algorithm.MlKem768;
import io.cds.crypto.algorithm.Signatures;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.cms.DetachedSignature;
import io.cds.crypto.cms.KemEnvelopedData;
import io.cds.crypto.cms.SignedData;
import java.io.IOException;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The JDK's own ML-KEM and ML-DSA as the independent witness of suite 2. */
@Tag("slow")
class HybridWitnessTest {

  private static final byte[] INFO = KemEnvelopedData.otherInfo();

  private final Network network = new Network();

  @BeforeEach
  void theJdkHasThem() {
    assumeTrue(
        JdkHybrid.isThere(),
        "this JDK has no ML-KEM and ML-DSA of its own (they come with 24): run on JDK 25");
  }

  /** A whole message: the JDK's keys sign and open, Bouncy Castle seals and verifies. */
  @Test
  void theJdkOpensWhatWasSealedHereAndWhatItSignedIsVerifiedHere() throws IOException {
    network.hybrid(JdkHybrid.generate("ML-DSA-65"), JdkHybrid.generate("ML-KEM-768"));
    byte[] text = {1, 2, 3};
    Network.Message message =
        network.seal(network.hybridRequest(List.of(EDB), attachment("a", text)));
    Network.Result result = network.open(message.envelope(), EDB);
    assertThat(result.sinks().get(0).octets()).isEqualTo(text);
  }

  @Test
  void theJdkVerifiesWhatWasSignedHere() throws IOException {
    network.hybrid();
    EnvelopeHead head = network.seal(network.hybridRequest(List.of(EDB))).sealed().head();
    Octets content = SignedData.read(head.routing().toArray(), ContentKind.ROUTING).content();
    DetachedSignature second =
        DetachedSignature.read(head.routingMldsa().orElseThrow().toArray(), content);
    var key =
        new Certificates()
            .parse(network.known(SCHOOL, KeyUse.SIGN_MLDSA).certificate())
            .getPublicKey();
    assertThat(JdkHybrid.verifies(key, second.signedAttributes(), second.signature())).isTrue();
    byte[] changed = second.signedAttributes();
    changed[changed.length - 1] ^= 1;
    assertThat(JdkHybrid.verifies(key, changed, second.signature())).isFalse();
  }

  @Test
  void whatTheJdkWrappedIsUnwrappedHere() {
    KeyPair own = MlKem768.generate(network.random);
    byte[] cek = new byte[32];
    network.random.nextBytes(cek);
    JdkHybrid.Wrapped wrapped = JdkHybrid.wrap(own.getPublic(), INFO, cek);
    assertThat(KemWrap.unwrap(own.getPrivate(), wrapped.ciphertext(), INFO, wrapped.wrapped()))
        .hasValue(cek);
  }

  @Test
  void whatWasWrappedHereIsUnwrappedByTheJdk() {
    KeyPair own = JdkHybrid.generate("ML-KEM-768");
    byte[] cek = new byte[32];
    network.random.nextBytes(cek);
    KemWrap.Wrapped wrapped = KemWrap.wrap(own.getPublic(), INFO, cek, network.random);
    assertThat(JdkHybrid.unwrap(own.getPrivate(), wrapped.ciphertext(), INFO, wrapped.wrapped()))
        .isEqualTo(cek);
  }

  @Test
  void whatTheJdkSignedIsVerifiedHereWhicheverProviderHoldsTheKey() {
    KeyPair own = JdkHybrid.generate("ML-DSA-65");
    byte[] octets = {4, 5, 6};
    byte[] signature = JdkHybrid.sign(own.getPrivate(), octets);
    assertThat(MlDsa65.is(own.getPublic())).isTrue();
    assertThat(signature).hasSize(MlDsa65.SIGNATURE);
    var parsed =
        new Certificates()
            .parse(network.authority.issue("EDB", KeyUse.SIGN_MLDSA, own.getPublic()))
            .getPublicKey();
    assertThat(
            Signatures.verify(parsed, io.cds.api.spi.SignatureScheme.ML_DSA_65, octets, signature))
        .isTrue();
  }
}
