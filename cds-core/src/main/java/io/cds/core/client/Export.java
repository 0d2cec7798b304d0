package io.cds.core.client;

import io.cds.api.Action;
import io.cds.api.Actor;
import io.cds.api.CdsException;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Stage;
import io.cds.api.Watch;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.spi.ZipWriter;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.SealedParts;
import io.cds.api.store.StoreTransaction;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes a message that could not be sent as .zip: the offline road. */
final class Export {
  private final ClientContext context;
  private final WhyNot whyNot;

  Export(ClientContext context, WhyNot whyNot) {
    this.context = context;
    this.whyNot = whyNot;
  }

  Outcome export(MessageKey message, OutputStream out, Actor actor, Watch watch)
      throws IOException {
    List<Problem> reasons = whyNot.reasons(Action.EXPORT, message, actor);
    if (!reasons.isEmpty()) {
      return new Outcome.Refused(reasons);
    }
    PartyMessage key = new PartyMessage(context.party(), message);
    OutgoingRow row = context.store().read(tx -> tx.outgoing().find(key)).orElseThrow();
    try {
      write(row, out, watch);
    } catch (CdsException e) {
      if (e.problem().code() == ProblemCode.CANCELLED) {
        return new Outcome.Cancelled();
      }
      throw e;
    }
    return context.store().transact(tx -> mark(tx, key, actor));
  }

  private void write(OutgoingRow row, OutputStream out, Watch watch) throws IOException {
    SealedParts sealed = row.sealed().orElseThrow();
    List<SignedReceipt> receipts =
        context.store().read(tx -> tx.receipts().of(context.party(), row.key())).stream()
            .filter(receipt -> receipt.text().routing().equals(sealed.routing()))
            .map(ReceiptRow::signed)
            .toList();
    ZipWriter zip = context.codec().zipWriter(out, ZipForm.FILE);
    WatchedSource content =
        new WatchedSource(context.store().content(sealed.content()), Stage.EXPORT, watch);
    zip.envelope(row.id(), new Envelope(sealed.head(), content), receipts);
    zip.finish();
  }

  private Outcome mark(StoreTransaction tx, PartyMessage key, Actor actor) {
    OutgoingRow row = tx.outgoing().find(key).orElseThrow();
    tx.outgoing().replace(row.withExported());
    Happening.outgoing(key.message(), "EXPORTED", actor.user()).write(tx, context.party());
    return new Outcome.Done();
  }
}
