package io.cds.core.client;

import io.cds.api.Action;
import io.cds.api.Actor;
import io.cds.api.CheckReport;
import io.cds.api.Cursor;
import io.cds.api.Desk;
import io.cds.api.Draft;
import io.cds.api.Event;
import io.cds.api.HostTransaction;
import io.cds.api.IncomingMessage;
import io.cds.api.KeyAccess;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.OpenedMessage;
import io.cds.api.Outcome;
import io.cds.api.OutgoingMessage;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.RefusedException;
import io.cds.api.Watch;
import io.cds.api.ZipReport;
import io.cds.api.envelope.Sha256;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** The verbs and lists of one actor. */
final class ClientDesk implements Desk {
  private final ClientContext context;
  private final Verbs verbs;
  private final Actor actor;
  private final Runnable wake;

  ClientDesk(ClientContext context, Verbs verbs, Actor actor, Runnable wake) {
    this.context = context;
    this.verbs = verbs;
    this.actor = actor;
    this.wake = wake;
  }

  @Override
  public CheckReport check(Draft draft) {
    return verbs.check().check(draft);
  }

  @Override
  public MessageId confirm(Draft draft) {
    return verbs.confirm().confirm(draft, actor, Optional.empty());
  }

  @Override
  public Draft keep(Draft draft) {
    return verbs.confirm().keep(draft, actor);
  }

  @Override
  public MessageId confirm(Draft draft, HostTransaction transaction) {
    return verbs.confirm().confirm(draft, actor, Optional.of(transaction));
  }

  @Override
  public Outcome encrypt(MessageId id, KeyAccess key, Watch watch) {
    return waking(verbs.encrypt().encrypt(own(id), key, actor, watch));
  }

  @Override
  public Outcome resend(MessageId id) {
    return waking(verbs.resend().resend(own(id), actor));
  }

  @Override
  public Outcome export(MessageId id, OutputStream out, Watch watch) throws IOException {
    return verbs.export().export(own(id), out, actor, watch);
  }

  @Override
  public ZipReport importZip(InputStream in, Watch watch) throws IOException {
    ZipReport report = verbs.importZip().read(in, actor, watch);
    wake.run();
    return report;
  }

  @Override
  public Outcome decrypt(MessageKey message, KeyAccess key, Watch watch) {
    return waking(verbs.decrypt().decrypt(message, key, actor, watch));
  }

  @Override
  public Outcome importMessage(MessageKey message) {
    return verbs.importMessage().importMessage(message, actor);
  }

  @Override
  public OpenedMessage view(MessageKey message) {
    List<Problem> reasons = whyNot(Action.VIEW, message);
    if (!reasons.isEmpty()) {
      throw new RefusedException(reasons);
    }
    IncomingRow row = context.store().read(tx -> tx.incoming().find(named(message))).orElseThrow();
    return verbs.opened().message(row);
  }

  @Override
  public List<Problem> whyNot(Action action, MessageKey message) {
    return verbs.whyNot().reasons(action, message, actor);
  }

  @Override
  public Optional<OutgoingMessage> outgoing(MessageId id) {
    return context
        .store()
        .read(tx -> tx.outgoing().find(named(own(id))))
        .filter(row -> maySee(row.key()))
        .map(verbs.views()::outgoing);
  }

  @Override
  public Page<OutgoingMessage> outgoing(Cursor after, int most) {
    checkMost(most);
    Page<OutgoingRow> page =
        context.store().read(tx -> tx.outgoing().page(context.party(), after, most));
    List<OutgoingMessage> seen =
        page.items().stream()
            .filter(row -> maySee(row.key()))
            .map(verbs.views()::outgoing)
            .toList();
    return new Page<>(seen, page.next(), page.more());
  }

  @Override
  public Optional<IncomingMessage> incoming(MessageKey message) {
    return context
        .store()
        .read(tx -> tx.incoming().find(named(message)))
        .filter(row -> maySee(message))
        .map(verbs.views()::incoming);
  }

  @Override
  public Page<IncomingMessage> incoming(Cursor after, int most) {
    checkMost(most);
    Page<IncomingRow> page =
        context.store().read(tx -> tx.incoming().page(context.party(), after, most));
    List<IncomingMessage> seen =
        page.items().stream()
            .filter(row -> maySee(row.message()))
            .map(verbs.views()::incoming)
            .toList();
    return new Page<>(seen, page.next(), page.more());
  }

  @Override
  public Outcome acceptKey(PartyCode party, Sha256 certificate) {
    return verbs.pins().accept(party, certificate, actor);
  }

  @Override
  public List<Event> history(MessageKey message) {
    return maySee(message)
        ? context.store().read(tx -> tx.events().of(context.party(), message))
        : List.of();
  }

  /** What was done may have left something to send, be it a receipt. */
  private Outcome waking(Outcome outcome) {
    if (!(outcome instanceof Outcome.Refused)) {
      wake.run();
    }
    return outcome;
  }

  private static void checkMost(int most) {
    if (most < 1 || most > Desk.MOST) {
      throw new IllegalArgumentException(
          "List is asked for [" + most + "] items; expected 1 to " + Desk.MOST);
    }
  }

  private boolean maySee(MessageKey message) {
    return context.access().refuse(actor, Action.VIEW, Optional.of(message)).isEmpty();
  }

  private MessageKey own(MessageId id) {
    return new MessageKey(context.party(), id);
  }

  private PartyMessage named(MessageKey message) {
    return new PartyMessage(context.party(), message);
  }
}
