package io.cds.crypto.keys;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Secret;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.AtRest;
import io.cds.crypto.cobblestone.Cobblestone;
import io.cds.crypto.cobblestone.CobblestoneReader;
import io.cds.crypto.cobblestone.CobblestoneSealer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Seals by Cobblestone-256 under the at-rest key, with a fresh salt each time; its context is
 * {@code cds/1/at-rest/content/} or {@code cds/1/at-rest/octets/} and the caller's, so that neither
 * form opens as the other.
 *
 * <p>Threading: safe for several threads, until the vault is closed.
 */
final class CobblestoneAtRest implements AtRest {
  private static final int LIMIT = 4 * 1024 * 1024;
  private static final String CONTENT = "cds/1/at-rest/content/";
  private static final String OCTETS = "cds/1/at-rest/octets/";

  private final Secret key;
  private final SecureRandom random;

  CobblestoneAtRest(Secret key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  @Override
  public Sink seal(Sink under, String context) {
    return new AtRestSink(under, out -> sealer(CONTENT + context, out));
  }

  @Override
  public Source open(Source sealed, String context) throws IOException {
    try {
      AtRestSource source = new AtRestSource(sealed, octets -> reader(CONTENT + context, octets));
      source.prove();
      return source;
    } catch (InvalidEnvelopeException e) {
      throw foreign(context, e);
    }
  }

  @Override
  public Octets seal(byte[] clear, String context) {
    if (clear.length > LIMIT) {
      throw new IllegalArgumentException(
          "Cannot seal [" + clear.length + "] octets at once: expected at most " + LIMIT);
    }
    ByteArrayOutputStream sealed =
        new ByteArrayOutputStream((int) Cobblestone.sealedLength(clear.length));
    try {
      CobblestoneSealer sealer = sealer(OCTETS + context, sealed::write);
      sealer.write(clear, 0, clear.length);
      sealer.finish();
    } catch (IOException e) {
      throw new IllegalStateException("Cannot seal octets in memory: the buffer refused", e);
    }
    return Octets.of(sealed.toByteArray());
  }

  @Override
  public byte[] open(Octets sealed, String context) {
    try {
      CobblestoneReader reader =
          reader(OCTETS + context, new SourceOctets(Source.of(sealed.toArray())));
      byte[] clear = new byte[Math.toIntExact(reader.length())];
      reader.read(0, clear, 0, clear.length);
      return clear;
    } catch (InvalidEnvelopeException e) {
      throw foreign(context, e);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot open octets in memory: the buffer refused", e);
    }
  }

  private static CdsException foreign(String context, InvalidEnvelopeException cause) {
    return new CdsException(
        Problem.of(
            ProblemCode.STORE_FAILED,
            "what is kept at rest for "
                + context
                + " was changed, belongs elsewhere, or was sealed under another vault's key"),
        cause);
  }

  private CobblestoneSealer sealer(String context, io.cds.crypto.format.OctetSink out) {
    byte[] salt = new byte[Cobblestone.SALT];
    random.nextBytes(salt);
    byte[] octets = revealed();
    try {
      return new CobblestoneSealer(octets, salt, context.getBytes(StandardCharsets.UTF_8), out);
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  private CobblestoneReader reader(String context, SourceOctets sealed) throws IOException {
    byte[] octets = revealed();
    try {
      return CobblestoneReader.open(sealed, octets, context.getBytes(StandardCharsets.UTF_8));
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  private byte[] revealed() {
    synchronized (key) {
      return key.reveal();
    }
  }
}
