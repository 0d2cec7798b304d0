package io.cds.crypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  /** The randomness that the work of keys takes shows whether it was done. */
  private static final class Counting extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final transient AtomicInteger calls = new AtomicInteger();

    @Override
    public void nextBytes(byte[] octets) {
      calls.incrementAndGet();
      super.nextBytes(octets);
    }
  }

  @Test
  void worksWithKeysManyTimes() {
    Counting random = new Counting();
    new EnvelopeV1(EnvelopeLimits.DEFAULTS, random).warmUp();
    assertThat(random.calls.get()).isGreaterThan(100);
  }

  @Test
  void endsEarlyOnAnInterruptedThread() {
    Counting random = new Counting();
    Thread.currentThread().interrupt();
    new EnvelopeV1(EnvelopeLimits.DEFAULTS, random).warmUp();
    assertThat(random.calls.get()).isLessThan(3);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void namesWhoDoesWhat() {
    assertThat(new EnvelopeV1().providers())
        .containsKeys("AES-256-GCM", "SHA-256", "ECDH P-256", "ECDSA P-256");
  }
}
