package io.cds.crypto.envelope;

import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.crypto.envelope.EnvelopeLimits.Limit;
import io.cds.testkit.EnvelopeCodecContract;
import java.util.Optional;

class EnvelopeV1ContractTest extends EnvelopeCodecContract {

  @Override
  protected EnvelopeCodec codec() {
    return new EnvelopeV1(EnvelopeLimits.DEFAULTS, new FixedRandom("contract"));
  }

  @Override
  protected Optional<EnvelopeCodec> codec(String limit, long value) {
    EnvelopeLimits limits = EnvelopeLimits.DEFAULTS.with(Limit.valueOf(limit), value);
    return Optional.of(new EnvelopeV1(limits, new FixedRandom("contract")));
  }

  @Override
  protected Optional<EnvelopeCodec> allowing(PartyCode party, Octets certificate) {
    return Optional.of(
        new EnvelopeV1().allowing(OutsideRecipients.none().certificate(party, certificate)));
  }
}
