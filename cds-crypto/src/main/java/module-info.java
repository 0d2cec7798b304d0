import org.jspecify.annotations.NullMarked;

/**
 * Envelopes, keys and proofs as octets: it knows bytes and never delivery.
 *
 * <p>Public-key operations come from Bouncy Castle by provider object; nothing is registered
 * globally.
 */
@NullMarked
module io.cds.crypto {
  requires transitive io.cds.api;
  requires com.fasterxml.jackson.core;
  requires org.apache.commons.compress;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.bouncycastle.util;
  requires org.slf4j;
  requires static com.github.luben.zstd_jni;
  requires static jdk.crypto.cryptoki; // where keys lie on a token
  requires static org.jspecify;

  exports io.cds.crypto.envelope;
  exports io.cds.crypto.keys;

  provides io.cds.api.spi.EnvelopeCodec with
      io.cds.crypto.envelope.EnvelopeV1;
}
