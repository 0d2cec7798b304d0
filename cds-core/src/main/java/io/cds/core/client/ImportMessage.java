package io.cds.core.client;

import io.cds.api.Action;
import io.cds.api.Actor;
import io.cds.api.IncomingStatus;
import io.cds.api.MessageKey;
import io.cds.api.OpenedMessage;
import io.cds.api.Outcome;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.spi.ImportResult;
import io.cds.api.spi.MessageHandler;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.StoreTransaction;
import io.cds.core.status.IncomingEvent;
import io.cds.core.status.StatusTables;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands an opened message to the host: its handler and IMPORTED are one transaction (L07). */
final class ImportMessage {
  private static final Logger LOG = LoggerFactory.getLogger(ImportMessage.class);

  private final ClientContext context;
  private final WhyNot whyNot;
  private final OpenedView view;

  ImportMessage(ClientContext context, WhyNot whyNot, OpenedView view) {
    this.context = context;
    this.whyNot = whyNot;
    this.view = view;
  }

  Outcome importMessage(MessageKey message, Actor actor) {
    PartyMessage key = new PartyMessage(context.party(), message);
    Optional<IncomingRow> before = context.store().read(tx -> tx.incoming().find(key));
    boolean imported = before.filter(r -> r.status() == IncomingStatus.IMPORTED).isPresent();
    if (imported && context.access().refuse(actor, Action.IMPORT, Optional.of(message)).isEmpty()) {
      return new Outcome.Done();
    }
    List<Problem> reasons = whyNot.reasons(Action.IMPORT, message, actor);
    if (!reasons.isEmpty()) {
      return new Outcome.Refused(reasons);
    }
    return handOver(key, view.message(before.orElseThrow()), actor);
  }

  private Outcome handOver(PartyMessage key, OpenedMessage opened, Actor actor) {
    AtomicBoolean inHandler = new AtomicBoolean();
    try {
      return context.store().transact(tx -> attempt(tx, key, opened, actor, inHandler));
    } catch (NotTaken e) {
      return failed(key, Problem.of(ProblemCode.IMPORT_REFUSED, e.why), actor);
    } catch (Exception e) {
      if (!inHandler.get()) {
        throw e;
      }
      LOG.warn("Handler failed on [{}] with [{}]", key.message(), e.getClass().getName());
      return failed(
          key, Problem.of(ProblemCode.IMPORT_REFUSED, e.getClass().getSimpleName()), actor);
    }
  }

  private Outcome attempt(
      StoreTransaction tx,
      PartyMessage key,
      OpenedMessage opened,
      Actor actor,
      AtomicBoolean inHandler)
      throws Exception {
    inHandler.set(false);
    IncomingRow row = tx.incoming().find(key).orElseThrow();
    Optional<IncomingStatus> next = StatusTables.INCOMING.next(row.status(), IncomingEvent.IMPORT);
    if (next.isEmpty()) {
      return row.status() == IncomingStatus.IMPORTED
          ? new Outcome.Done()
          : new Outcome.Refused(List.of(Problem.of(ProblemCode.WRONG_STATUS, row.status().name())));
    }
    tx.incoming().replace(row.with(next.get(), Optional.empty()));
    Happening.incoming(key.message(), "IMPORTED", actor.user())
        .moved(row.status(), next.get())
        .write(tx, context.party());
    MessageHandler handler = context.handler().orElseThrow();
    inHandler.set(true);
    ImportResult result = handler.handle(opened, tx.host());
    inHandler.set(false);
    if (result instanceof ImportResult.Refused refused) {
      throw new NotTaken(refused.why());
    }
    return new Outcome.Done();
  }

  private Outcome failed(PartyMessage key, Problem why, Actor actor) {
    context.store().transact(tx -> mark(tx, key, why, actor));
    return new Outcome.Failed(why);
  }

  private boolean mark(StoreTransaction tx, PartyMessage key, Problem why, Actor actor) {
    IncomingRow row = tx.incoming().find(key).orElseThrow();
    Optional<IncomingStatus> next =
        StatusTables.INCOMING.next(row.status(), IncomingEvent.IMPORT_FAILED);
    if (next.isEmpty()) {
      return false;
    }
    tx.incoming().replace(row.with(next.get(), Optional.of(why)));
    Happening.incoming(key.message(), "IMPORT_FAIL", actor.user())
        .moved(row.status(), next.get())
        .because(why)
        .write(tx, context.party());
    return true;
  }

  /** Rolls back what a handler wrote that then did not take the message. */
  private static final class NotTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String why;

    NotTaken(String why) {
      super("the handler did not take the message");
      this.why = why;
    }
  }
}
