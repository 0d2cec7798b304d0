package io.cds.core.client;

import io.cds.api.Action;
import io.cds.api.Actor;
import io.cds.api.Attachment;
import io.cds.api.AttachmentView;
import io.cds.api.CdsException;
import io.cds.api.CheckReport;
import io.cds.api.ContentRef;
import io.cds.api.Draft;
import io.cds.api.Finding;
import io.cds.api.HostTransaction;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.OutgoingStatus;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Recipient;
import io.cds.api.RefusedException;
import io.cds.api.Sink;
import io.cds.api.Stage;
import io.cds.api.Watch;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.AtRest;
import io.cds.api.spi.Details;
import io.cds.api.store.ClearFields;
import io.cds.api.store.ContentKey;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.Store;
import io.cds.api.store.StoreTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a draft an outgoing message: contents first, in commits of their own, then one small one.
 */
final class Confirm {
  private final ClientContext context;
  private final CheckDraft check;

  Confirm(ClientContext context, CheckDraft check) {
    this.context = context;
    this.check = check;
  }

  MessageId confirm(Draft draft, Actor actor, Optional<HostTransaction> host) {
    refuse(draft, actor);
    MessageKey message =
        new MessageKey(context.party(), MessageId.create(context.clock(), context.random()));
    List<ContentRef> parts = new ArrayList<>();
    List<AttachmentView> views = new ArrayList<>();
    for (Attachment attachment : draft.attachments()) {
      views.add(
          new AttachmentView(
              attachment.name(), attachment.mediaType(), attachment.content().length()));
      parts.add(keep(attachment, message, parts.size()));
    }
    Octets details = details(message, new Details(draft.heading(), views));
    Store.Work<MessageId> work = tx -> insert(tx, draft, actor, message, parts, details);
    return host.map(h -> context.store().join(h, work))
        .orElseGet(() -> context.store().transact(work));
  }

  private void refuse(Draft draft, Actor actor) {
    List<Problem> reasons = new ArrayList<>();
    context.access().refuse(actor, Action.CONFIRM, Optional.empty()).ifPresent(reasons::add);
    CheckReport report = check.check(draft);
    report.findings().stream()
        .filter(finding -> finding.severity() == Finding.Severity.ERROR)
        .map(finding -> Problem.of(ProblemCode.CHECK_FAILED, finding.code()))
        .distinct()
        .forEach(reasons::add);
    if (!reasons.isEmpty()) {
      throw new RefusedException(reasons);
    }
  }

  private ContentRef keep(Attachment attachment, MessageKey message, int index) {
    AtRest rest = context.atRest();
    ContentKey key = new ContentKey(context.party(), "draft/" + message.id() + "/" + index);
    long length = attachment.content().length();
    String name = AtRestName.outgoing(message).part(index);
    try (InputStream in = attachment.content().open();
        Sink sink = rest.seal(context.store().stage(key, 0), name)) {
      long copied = Copying.copy(in, sink, length, Stage.KEEP, Watch.none());
      if (copied != length) {
        throw new CdsException(
            Problem.of(
                ProblemCode.CHECK_FAILED,
                "attachment " + index + " has " + copied + " octets, said " + length));
      }
      return sink.finish();
    } catch (IOException e) {
      throw new CdsException(
          Problem.of(ProblemCode.CHECK_FAILED, "attachment " + index + " could not be read"), e);
    }
  }

  private Octets details(MessageKey message, Details details) {
    byte[] clear = context.codec().write(details).toArray();
    return context.atRest().seal(clear, AtRestName.outgoing(message).details());
  }

  private MessageId insert(
      StoreTransaction tx,
      Draft draft,
      Actor actor,
      MessageKey message,
      List<ContentRef> parts,
      Octets details) {
    parts.forEach(tx.contents()::bind);
    tx.outgoing()
        .insert(
            new OutgoingRow(
                context.party(),
                message.id(),
                OutgoingStatus.READY,
                actor.user(),
                tx.now(),
                draft.test(),
                draft.timeToLive(),
                ClearFields.of(draft.heading()),
                details,
                parts,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                false,
                0));
    for (Recipient recipient : draft.recipients()) {
      tx.deliveries()
          .insert(
              new DeliveryRow(
                  context.party(),
                  message.id(),
                  recipient.party(),
                  recipient.role(),
                  OutgoingStatus.READY,
                  Optional.empty(),
                  Optional.empty(),
                  0));
    }
    Happening.outgoing(message, "CONFIRMED", actor.user())
        .became(OutgoingStatus.READY)
        .write(tx, context.party());
    return message.id();
  }
}
