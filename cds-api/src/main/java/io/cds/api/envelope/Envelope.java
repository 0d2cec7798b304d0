package io.cds.api.envelope;

import io.cds.api.Source;

/** A whole sealed message: its head, and {@code content.cob}. */
public record Envelope(EnvelopeHead head, Source content) {}
