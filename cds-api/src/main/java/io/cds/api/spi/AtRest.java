package io.cds.api.spi;

import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.envelope.Octets;
import java.io.IOException;

/**
 * Keeps drafts and opened content encrypted in the store under a key that never leaves the vault.
 *
 * <p><b>Guarantees.</b> Confidentiality and integrity; a piece put under another context does not
 * open. <b>Does not guarantee</b> that an older version was not put back.
 */
public interface AtRest {
  /**
   * A sink that encrypts into {@code under}; finishing or closing it finishes or closes {@code
   * under}. Not resumable.
   */
  Sink seal(Sink under, String context);

  /** The clear octets of what {@link #seal} wrote under this context, with random access. */
  Source open(Source sealed, String context) throws IOException;

  /** A few octets, at most 4 MiB. */
  Octets seal(byte[] clear, String context);

  /** Back again. @throws CdsException {@code STORE_FAILED} if it does not authenticate */
  byte[] open(Octets sealed, String context);
}
