package io.cds.transport.http.wire;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.MessageId;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.ZipStage;
import java.util.HashMap;
import java.util.Map;

/** Keeps the small contents of one batch in memory, up to a limit for one and a limit for all. */
public final class MemoryStage implements ZipStage {
  private final Map<String, Source> finished = new HashMap<>();
  private final long limit;
  private long taken;

  /** A stage for at most this many octets altogether. */
  public MemoryStage(long limit) {
    this.limit = limit;
  }

  @Override
  public Sink content(MessageId id, EnvelopeHead head, long length) {
    if (length < 0 || length > Mailbox.SMALL || length > limit - taken) {
      throw new CdsException(
          Problem.of(
              ProblemCode.TOO_LARGE,
              "content of [%d] octets in a batch; at most [%d], larger content goes in pieces"
                  .formatted(length, Mailbox.SMALL)));
    }
    taken += length;
    return new MemorySink(id.value(), (int) length, finished::put);
  }

  /** What was finished under this reference. */
  public Source source(ContentRef ref) {
    Source source = finished.get(ref.value());
    if (source == null) {
      throw new IllegalStateException(
          "cannot give content [%s]: its sink was never finished".formatted(ref.value()));
    }
    return source;
  }
}
