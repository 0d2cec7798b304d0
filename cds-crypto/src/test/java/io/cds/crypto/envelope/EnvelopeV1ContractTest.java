package io.cds.crypto.envelope;

import io.cds.api.spi.EnvelopeCodec;
import io.cds.testkit.EnvelopeCodecContract;

class EnvelopeV1ContractTest extends EnvelopeCodecContract {

  @Override
  protected EnvelopeCodec codec() {
    return new EnvelopeV1(EnvelopeLimits.DEFAULTS, new FixedRandom("contract"));
  }
}
