package io.cds.api.envelope;

/** A receipt as it was signed once: the same octets for ever. */
public record SignedReceipt(Octets octets) {}
