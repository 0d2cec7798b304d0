package io.cds.core.hub;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.Sha256;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import java.util.Optional;

/**
 * What is to be handed on: a message to its recipients, or one receipt to the sender.
 *
 * <p>Every receipt has work of its own: work that somebody holds cannot swallow another receipt.
 *
 * @param message what it is about
 * @param receipt present for a receipt
 */
record FanOutWork(MessageKey message, Optional<Testimony> receipt) {
  private static final String MESSAGE = "m";
  private static final String RECEIPT = "r";

  /** Which receipt of the party in whose partition the work lies. */
  record Testimony(ReceiptEvent event, Sha256 routing) {
    boolean fits(ReceiptText text, PartyCode by) {
      return text.by().equals(by) && text.event() == event && text.routing().equals(routing);
    }
  }

  static WorkKey ofMessage(MessageKey message) {
    return new WorkKey(message.from(), WorkKind.FAN_OUT, MESSAGE + "/" + message.id());
  }

  static WorkKey ofReceipt(PartyCode recipient, ReceiptText text) {
    String name =
        String.join(
            "/",
            RECEIPT,
            text.from().value(),
            text.id().value(),
            text.event().name(),
            text.routing().hex());
    return new WorkKey(recipient, WorkKind.FAN_OUT, name);
  }

  static FanOutWork of(WorkKey work) {
    String[] words = work.name().split("/", -1);
    if (words.length == 2 && words[0].equals(MESSAGE)) {
      return new FanOutWork(new MessageKey(work.party(), MessageId.of(words[1])), Optional.empty());
    }
    if (words.length == 5 && words[0].equals(RECEIPT)) {
      return new FanOutWork(
          new MessageKey(PartyCode.of(words[1]), MessageId.of(words[2])),
          Optional.of(new Testimony(ReceiptEvent.valueOf(words[3]), new Sha256(words[4]))));
    }
    throw new IllegalArgumentException(
        "Work ["
            + work.name()
            + "] of kind [FAN_OUT]; expected [m/id] or [r/from/id/event/sha256]");
  }
}
