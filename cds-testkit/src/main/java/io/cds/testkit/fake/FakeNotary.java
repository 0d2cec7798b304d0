package io.cds.testkit.fake;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Remembers what was written and signed; the octets are but a name for it. */
public final class FakeNotary {
  private static final Sha256 NOBODY = new Sha256("0".repeat(64));

  private final Map<Octets, Said<?>> said = new ConcurrentHashMap<>();
  private final AtomicLong number = new AtomicLong();

  FakeNotary() {}

  /**
   * A value as it was said.
   *
   * @param digest of the value, whoever signed it
   */
  public record Said<T>(T value, Sha256 signer, boolean genuine, Sha256 digest) {}

  /** Says a value that needs no signer. */
  public Octets write(Object value) {
    return sign(value, NOBODY);
  }

  /** Says a value, signed by the holder of this certificate. */
  public Octets sign(Object value, Sha256 signer) {
    return say(value, signer, true, digest());
  }

  /** The same value with a signature that does not fit. */
  public Octets forge(Octets octets) {
    Said<?> genuine = read(octets, Object.class);
    return say(genuine.value(), genuine.signer(), false, genuine.digest());
  }

  /** The same value under another genuine signature of the same signer. */
  public Octets signAgain(Octets octets) {
    Said<?> genuine = read(octets, Object.class);
    return say(genuine.value(), genuine.signer(), true, genuine.digest());
  }

  /** What these octets name. */
  public <T> Said<T> read(Octets octets, Class<T> type) {
    Said<?> found = said.get(octets);
    if (found == null || !type.isInstance(found.value())) {
      throw new InvalidEnvelopeException(
          InvalidReason.CMS_FORM, "expected a " + type.getSimpleName());
    }
    return new Said<>(type.cast(found.value()), found.signer(), found.genuine(), found.digest());
  }

  private Octets say(Object value, Sha256 signer, boolean genuine, Sha256 digest) {
    Octets name =
        FakeCertificates.text(
            value.getClass().getSimpleName(), Long.toString(number.incrementAndGet()));
    said.put(name, new Said<>(value, signer, genuine, digest));
    return name;
  }

  private Sha256 digest() {
    String name = "value " + number.incrementAndGet();
    return FakeCertificates.sha256(FakeCertificates.text(name).toArray());
  }
}
