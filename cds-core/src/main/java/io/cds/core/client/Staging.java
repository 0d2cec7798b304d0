package io.cds.core.client;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.Stage;
import io.cds.api.Watch;
import io.cds.api.envelope.Extent;
import io.cds.api.spi.ContentDigester;
import io.cds.api.store.ContentKey;
import io.cds.core.StoredContent;
import java.io.IOException;
import java.io.InputStream;

/** Puts an envelope's content into the store and computes what its sender signed about it. */
final class Staging {
  private final ClientContext context;

  Staging(ClientContext context) {
    this.context = context;
  }

  /** All of a stream, from the beginning. */
  Staged whole(ContentKey key, InputStream in, long length, Watch watch) throws IOException {
    ContentDigester digester = context.codec().digester();
    try (Sink sink = context.store().stage(key, 0)) {
      Sink both = new DigestingSink(sink, digester);
      Copying.copy(in, both, length, Stage.RECEIVE, watch);
      ContentRef ref = both.finish();
      return new Staged(ref, digester.finish());
    }
  }

  /** What the sender signed about content that is in the store. */
  Extent digest(ContentRef ref) throws IOException {
    return StoredContent.extent(context.store(), context.codec(), ref);
  }
}
