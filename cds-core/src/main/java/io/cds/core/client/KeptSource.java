package io.cds.core.client;

import io.cds.api.ContentRef;
import io.cds.api.MessageKey;
import io.cds.api.Source;
import java.io.IOException;
import java.io.InputStream;

/**
 * An attachment that lies in the store already.
 *
 * @param message the message that it was copied for
 * @param index its place among the attachments
 * @param ref where it lies, encrypted at rest
 * @param clear its clear octets
 */
record KeptSource(MessageKey message, int index, ContentRef ref, Source clear) implements Source {
  @Override
  public long length() {
    return clear.length();
  }

  @Override
  public InputStream open() throws IOException {
    return clear.open();
  }

  @Override
  public InputStream open(long from, long length) throws IOException {
    return clear.open(from, length);
  }
}
