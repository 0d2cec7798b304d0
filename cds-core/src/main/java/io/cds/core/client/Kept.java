package io.cds.core.client;

import io.cds.api.Attachment;
import io.cds.api.AttachmentView;
import io.cds.api.ContentRef;
import io.cds.api.Draft;
import io.cds.api.MessageKey;
import java.util.ArrayList;
import java.util.List;

/** A draft's attachments in the store, under the id that its message will have. */
record Kept(MessageKey message, List<KeptSource> sources) {
  Kept {
    sources = List.copyOf(sources);
  }

  List<ContentRef> parts() {
    return sources.stream().map(KeptSource::ref).toList();
  }

  List<AttachmentView> views(Draft draft) {
    return draft.attachments().stream()
        .map(a -> new AttachmentView(a.name(), a.mediaType(), a.content().length()))
        .toList();
  }

  /** The same draft over the copies. */
  Draft draft(Draft draft) {
    List<Attachment> attachments = new ArrayList<>();
    for (KeptSource source : sources) {
      Attachment from = draft.attachments().get(source.index());
      attachments.add(new Attachment(from.name(), from.mediaType(), source));
    }
    return new Draft(
        draft.recipients(), draft.heading(), attachments, draft.timeToLive(), draft.test());
  }
}
