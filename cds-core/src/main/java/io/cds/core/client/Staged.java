package io.cds.core.client;

import io.cds.api.ContentRef;
import io.cds.api.envelope.Extent;

/** Content that is whole in the store and not bound yet, and what was computed over it. */
record Staged(ContentRef ref, Extent extent) {}
