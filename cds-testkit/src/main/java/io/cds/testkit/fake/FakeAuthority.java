package io.cds.testkit.fake;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.CertificateAuthority;
import java.time.Duration;
import java.time.Instant;

/** A root that issues lines of text for one year. */
public final class FakeAuthority implements CertificateAuthority {
  private final Octets root;

  /** A root of this name. */
  public FakeAuthority(String name) {
    this.root = FakeCertificates.text("root", name);
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public Octets root() {
    return root;
  }

  @Override
  public Octets issue(PartyCode party, KeyUse use, Octets request, Instant now, KeyAccess access) {
    String keyName;
    try {
      keyName = FakeCertificates.keyNameOf(request);
    } catch (InvalidEnvelopeException e) {
      throw new CdsException(
          Problem.of(ProblemCode.ENROLMENT_REFUSED, "request of " + party + " for " + use), e);
    }
    return FakeCertificates.certificate(
        party, use, keyName, now, now.plus(Duration.ofDays(365)), root);
  }

  @Override
  public void close() {}
}
