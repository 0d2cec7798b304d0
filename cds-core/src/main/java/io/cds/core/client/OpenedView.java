package io.cds.core.client;

import io.cds.api.Attachment;
import io.cds.api.AttachmentView;
import io.cds.api.CdsException;
import io.cds.api.MessageKey;
import io.cds.api.OpenedMessage;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Routing;
import io.cds.api.spi.AtRest;
import io.cds.api.spi.Details;
import io.cds.api.store.IncomingRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads what lies encrypted at rest. */
final class OpenedView {
  private final ClientContext context;

  OpenedView(ClientContext context) {
    this.context = context;
  }

  /** Heading and attachments' names under these contexts. */
  Details details(Octets sealed, AtRestName names) {
    byte[] clear = context.atRest().open(sealed, names.details());
    return context.codec().details(Octets.of(clear));
  }

  /** An incoming message that was opened. */
  OpenedMessage message(IncomingRow row) {
    MessageKey key = row.message();
    AtRestName names = AtRestName.incoming(key);
    Details details = details(row.details().orElseThrow(), names);
    Routing routing = context.codec().peek(row.head().routing());
    return new OpenedMessage(
        key,
        row.role(),
        details.heading(),
        attachments(row, details, names),
        routing.sealedAt(),
        row.acceptedAt(),
        key.toString(),
        row.test());
  }

  private List<Attachment> attachments(IncomingRow row, Details details, AtRestName names) {
    AtRest rest = context.atRest();
    List<Attachment> attachments = new ArrayList<>();
    try {
      for (AttachmentView view : details.attachments()) {
        int index = attachments.size();
        attachments.add(
            new Attachment(
                view.name(),
                view.mediaType(),
                rest.open(context.store().content(row.parts().get(index)), names.part(index))));
      }
    } catch (IOException e) {
      throw new CdsException(Problem.of(ProblemCode.STORE_FAILED, row.message().toString()), e);
    }
    return attachments;
  }
}
