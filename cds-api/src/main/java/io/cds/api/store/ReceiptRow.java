package io.cds.api.store;

import io.cds.api.PartyCode;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.SignedReceipt;

/**
 * A receipt in a party's partition: one per message, routing record, testifying party and event;
 * never changed, never replaced.
 */
public record ReceiptRow(PartyCode party, ReceiptText text, SignedReceipt signed) {}
