package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.MessageKey;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.RefusalCode;
import io.cds.api.envelope.Sha256;
import io.cds.api.store.ReceiptRow;
import java.util.Optional;

/** Signs this party's own receipts. They count only once a transaction has stored them. */
final class ReceiptSigner {
  private final ClientContext context;
  private final HubTie tie;
  private final OwnKeys keys;

  ReceiptSigner(ClientContext context, HubTie tie, OwnKeys keys) {
    this.context = context;
    this.tie = tie;
    this.keys = keys;
  }

  /** Stored whole, checked from outside. */
  ReceiptRow delivered(MessageKey message, Sha256 routing) {
    ReceiptText text = text(message, routing, ReceiptEvent.DELIVERED, Optional.empty());
    return sign(text, KeyUse.TRANSMIT, context.unattended());
  }

  /** Octets that break the format: the peer learns the public code, never the reason. */
  ReceiptRow refused(MessageKey message, Sha256 routing, InvalidReason reason) {
    return refused(
        message,
        routing,
        switch (reason) {
          case NOT_FOR_ME -> RefusalCode.NOT_FOR_ME;
          case EXPIRED -> RefusalCode.EXPIRED;
          case JSON_LIMIT, MANIFEST_LIMIT, CONTENT_LIMIT, ATTACHMENT_LIMIT, ZIP_LIMIT ->
              RefusalCode.TOO_LARGE;
          default -> RefusalCode.UNREADABLE;
        });
  }

  /** Never to be taken. */
  ReceiptRow refused(MessageKey message, Sha256 routing, RefusalCode code) {
    ReceiptText text = text(message, routing, ReceiptEvent.REFUSED, Optional.of(code));
    return sign(text, KeyUse.TRANSMIT, context.unattended());
  }

  /** Opened and checked; nothing if there is no SIGN key that counts now. */
  Optional<ReceiptRow> opened(MessageKey message, Sha256 routing, KeyAccess person) {
    if (keys.current(KeyUse.SIGN, context.now()).isEmpty()) {
      return Optional.empty();
    }
    ReceiptText text = text(message, routing, ReceiptEvent.OPENED, Optional.empty());
    return Optional.of(sign(text, KeyUse.SIGN, person));
  }

  private ReceiptText text(
      MessageKey message, Sha256 routing, ReceiptEvent event, Optional<RefusalCode> code) {
    return new ReceiptText(
        tie.needed().net(),
        message.id(),
        message.from(),
        routing,
        event,
        context.storeTime(),
        context.party(),
        code);
  }

  private ReceiptRow sign(ReceiptText text, KeyUse use, KeyAccess access) {
    OwnKeys.Held held =
        keys.current(use, context.now())
            .orElseThrow(() -> new CdsException(keys.missing(use, context.now())));
    return new ReceiptRow(
        context.party(), text, context.codec().receipt(text, held.key(), context.vault(), access));
  }
}
