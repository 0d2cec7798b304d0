package io.cds.api.store;

import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.envelope.SignedReceipt;
import java.util.Optional;

/**
 * Hub role: something that waits for a party, in that party's partition.
 *
 * @param sequence rises within the party; given by the store
 * @param receipt absent for an envelope; else the receipt that travels back to its sender
 */
public record FeedRow(
    PartyCode party, long sequence, MessageKey message, Optional<SignedReceipt> receipt) {}
