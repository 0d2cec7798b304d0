package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.JSON_MEMBER;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.RefusalCode;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.format.Times;
import io.cds.crypto.json.CanonicalJson;
import io.cds.crypto.json.JsonObject;
import io.cds.crypto.json.Members;

/** The receipt, section 9. */
final class ReceiptJson {

  private ReceiptJson() {}

  static byte[] write(ReceiptText r) {
    JsonObject json =
        new JsonObject()
            .put("v", 1)
            .put("kind", ContentKind.RECEIPT.word())
            .put("net", r.net().hex())
            .put("id", r.id().value())
            .put("from", r.from().value())
            .put("routing", r.routing().hex())
            .put("event", r.event().name())
            .put("at", Times.text(r.at()))
            .put("by", r.by().value());
    r.code().ifPresent(code -> json.put("code", code.name()));
    return CanonicalJson.octets(json);
  }

  static ReceiptText read(JsonObject json) {
    Members m = new Members(json, "the receipt");
    m.version(ContentKind.RECEIPT.word());
    ReceiptText receipt =
        new ReceiptText(
            m.digest("net"),
            m.id("id"),
            m.party("from"),
            m.digest("routing"),
            m.word("event", ReceiptEvent.class),
            m.time("at"),
            m.party("by"),
            m.optionalWord("code", RefusalCode.class));
    m.extension();
    m.end();
    if (receipt.code().isPresent() != (receipt.event() == ReceiptEvent.REFUSED)) {
      throw new InvalidEnvelopeException(JSON_MEMBER, "a receipt has a code exactly with REFUSED");
    }
    return receipt;
  }
}
