package io.cds.core.client;

import io.cds.api.Attachment;
import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.Draft;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.Stage;
import io.cds.api.Watch;
import io.cds.api.spi.AtRest;
import io.cds.api.store.ContentKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Copies a draft's attachments into the store, encrypted at rest, in commits of their own. */
final class Keep {
  private final ClientContext context;

  Keep(ClientContext context) {
    this.context = context;
  }

  Kept copy(Draft draft) {
    MessageKey message =
        new MessageKey(context.party(), MessageId.create(context.clock(), context.random()));
    List<KeptSource> sources = new ArrayList<>();
    for (Attachment attachment : draft.attachments()) {
      try {
        sources.add(copy(attachment, message, sources.size()));
      } catch (IOException e) {
        throw failed(sources.size() + " could not be read", e);
      }
    }
    return new Kept(message, sources);
  }

  /** What an earlier {@link #copy} left, if the draft is over all of it and of nothing else. */
  Optional<Kept> found(Draft draft) {
    List<KeptSource> sources = new ArrayList<>();
    for (Attachment attachment : draft.attachments()) {
      boolean next =
          attachment.content() instanceof KeptSource kept
              && kept.index() == sources.size()
              && (sources.isEmpty() || kept.message().equals(sources.get(0).message()));
      if (next && attachment.content() instanceof KeptSource kept) {
        sources.add(kept);
      }
    }
    return sources.isEmpty() || sources.size() != draft.attachments().size()
        ? Optional.empty()
        : Optional.of(new Kept(sources.get(0).message(), sources));
  }

  private KeptSource copy(Attachment attachment, MessageKey message, int index) throws IOException {
    AtRest rest = context.atRest();
    ContentKey key = new ContentKey(context.party(), "draft/" + message.id() + "/" + index);
    long length = attachment.content().length();
    String name = AtRestName.outgoing(message).part(index);
    ContentRef ref;
    try (InputStream in = attachment.content().open();
        Sink sink = rest.seal(context.store().stage(key, 0), name)) {
      long copied = Copying.copy(in, sink, length, Stage.KEEP, Watch.none());
      if (copied != length) {
        throw failed(index + " has " + copied + " octets, said " + length, null);
      }
      ref = sink.finish();
    }
    return new KeptSource(message, index, ref, rest.open(context.store().content(ref), name));
  }

  private static CdsException failed(String detail, @Nullable Throwable cause) {
    return new CdsException(Problem.of(ProblemCode.CHECK_FAILED, "attachment " + detail), cause);
  }
}
