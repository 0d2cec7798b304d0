package io.cds.crypto.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;

class KeyAgreementWrapTest {

  private final SecureRandom random = new SecureRandom();

  /** The first agreement, the one that makes the table, and those that use it. */
  @Test
  void everyAgreementWithTheSameKeyGivesWhatTheJdkGives() throws Exception {
    KeyPair recipient = P256.generate(random);
    KeyFactory jdk = KeyFactory.getInstance("EC", "SunEC");
    for (int time = 1; time <= 5; time++) {
      KeyPair ephemeral = P256.generate(random);
      PrivateKey own =
          jdk.generatePrivate(new PKCS8EncodedKeySpec(ephemeral.getPrivate().getEncoded()));
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH", "SunEC");
      agreement.init(own);
      agreement.doPhase(
          jdk.generatePublic(new X509EncodedKeySpec(recipient.getPublic().getEncoded())), true);
      assertThat(P256.agree(ephemeral.getPrivate(), recipient.getPublic()))
          .as("agreement %d", time)
          .isEqualTo(agreement.generateSecret());
    }
  }

  @Test
  void whatIsWrappedAgainAndAgainForOneKeyUnwraps() {
    KeyPair recipient = P256.generate(random);
    byte[] info = {1, 2, 3};
    byte[] key = random.generateSeed(32);
    for (int time = 1; time <= 3; time++) {
      KeyPair ephemeral = P256.generate(random);
      byte[] wrapped =
          KeyAgreementWrap.wrap(ephemeral.getPrivate(), recipient.getPublic(), info, key);
      byte[] point = P256.point(ephemeral.getPublic());
      assertThat(KeyAgreementWrap.unwrap(recipient.getPrivate(), point, info, wrapped))
          .hasValue(key);
      wrapped[time] ^= 1;
      assertThat(KeyAgreementWrap.unwrap(recipient.getPrivate(), point, info, wrapped)).isEmpty();
    }
  }
}
