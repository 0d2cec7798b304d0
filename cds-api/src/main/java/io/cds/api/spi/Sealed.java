package io.cds.api.spi;

import io.cds.api.ContentRef;
import io.cds.api.envelope.CheckedRouting;
import io.cds.api.envelope.EnvelopeHead;

/** A sealed message: its head, what the routing record says, and where the content was put. */
public record Sealed(EnvelopeHead head, CheckedRouting routing, ContentRef content) {}
