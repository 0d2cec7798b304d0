package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.KeyUse;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.RequestSigner;
import io.cds.api.spi.SignatureScheme;
import java.time.Clock;

/** Signs requests with the present TRANSMIT key, unattended. */
final class TransmitSigner implements RequestSigner {
  private final ClientContext context;
  private final OwnKeys keys;

  TransmitSigner(ClientContext context, OwnKeys keys) {
    this.context = context;
    this.keys = keys;
  }

  @Override
  public Sha256 keyId() {
    return key().known().digest();
  }

  @Override
  public byte[] sign(byte[] data) {
    return context
        .vault()
        .sign(key().key().ref(), SignatureScheme.ECDSA_SHA256_P1363, data, context.unattended());
  }

  @Override
  public Clock clock() {
    return context.clock();
  }

  private OwnKeys.Held key() {
    return keys.transmit(context.now()).orElseThrow(() -> new CdsException(missing()));
  }

  private Problem missing() {
    Problem why = keys.missing(KeyUse.TRANSMIT, context.now());
    return why.code() == ProblemCode.KEY_MISSING
        ? Problem.of(ProblemCode.NOT_REGISTERED, context.party().value())
        : why;
  }
}
