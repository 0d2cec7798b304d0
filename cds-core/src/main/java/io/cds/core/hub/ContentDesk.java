package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.store.HubMessageRow;
import io.cds.api.store.PartyMessage;
import java.io.IOException;
import java.io.InputStream;

/** Hands out stretches of content to those for whom the envelope waits. */
final class ContentDesk {
  private final HubParts parts;

  ContentDesk(HubParts parts) {
    this.parts = parts;
  }

  /** A stretch; an id that never was and one for others are refused alike. */
  InputStream open(PartyCode party, MessageKey message, long from, long length) throws IOException {
    if (!parts.store().read(tx -> tx.feeds().holds(party, message))) {
      throw unknown(message);
    }
    ContentRef content =
        parts
            .store()
            .read(tx -> tx.hubMessages().find(new PartyMessage(message.from(), message)))
            .flatMap(HubMessageRow::content)
            .orElseThrow(() -> unknown(message));
    return parts.store().content(content).open(from, length);
  }

  private static CdsException unknown(MessageKey message) {
    return new CdsException(Problem.of(ProblemCode.UNKNOWN_MESSAGE, message.toString()));
  }
}
