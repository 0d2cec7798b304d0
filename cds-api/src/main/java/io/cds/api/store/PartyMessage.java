package io.cds.api.store;

import io.cds.api.MessageKey;
import io.cds.api.PartyCode;

/** Key of what a party keeps about a message, its own or another's. */
public record PartyMessage(PartyCode party, MessageKey message) {}
