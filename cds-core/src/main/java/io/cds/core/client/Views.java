package io.cds.core.client;

import io.cds.api.AttachmentView;
import io.cds.api.Delivery;
import io.cds.api.IncomingMessage;
import io.cds.api.OutgoingMessage;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.Details;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.OutgoingRow;
import java.util.List;
import java.util.Optional;

/** Rows as a desk shows them. */
final class Views {
  private final ClientContext context;
  private final OpenedView opened;

  Views(ClientContext context, OpenedView opened) {
    this.context = context;
    this.opened = opened;
  }

  OutgoingMessage outgoing(OutgoingRow row) {
    List<DeliveryRow> rows =
        context.store().read(tx -> tx.deliveries().of(context.party(), row.id()));
    Details details = opened.details(row.details(), AtRestName.outgoing(row.key()));
    return new OutgoingMessage(
        row.key(),
        row.status(),
        details.heading(),
        details.attachments(),
        rows.stream().map(Views::delivery).toList(),
        row.owner(),
        row.createdAt(),
        row.attempts(),
        row.lastProblem(),
        row.exported(),
        row.test());
  }

  IncomingMessage incoming(IncomingRow row) {
    return new IncomingMessage(
        row.message(),
        row.status(),
        row.role(),
        row.details().map(octets -> heading(row, octets)),
        row.arrivedAt(),
        row.acceptedAt(),
        row.lastProblem(),
        row.test());
  }

  private IncomingMessage.OpenedHeading heading(IncomingRow row, Octets sealed) {
    Details details = opened.details(sealed, AtRestName.incoming(row.message()));
    List<AttachmentView> attachments = details.attachments();
    return new IncomingMessage.OpenedHeading(details.heading(), attachments);
  }

  private static Delivery delivery(DeliveryRow row) {
    Optional<String> refusal = row.refusal().map(Enum::name);
    return new Delivery(row.recipient(), row.role(), row.status(), row.openedAt(), refusal);
  }
}
