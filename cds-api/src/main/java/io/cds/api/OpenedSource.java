package io.cds.api;

import java.io.IOException;
import java.io.InputStream;

/** The source of {@link Source#of(long, Source.Opening)}. */
record OpenedSource(long length, Source.Opening opening) implements Source {
  @Override
  public InputStream open() throws IOException {
    return opening.open();
  }
}
