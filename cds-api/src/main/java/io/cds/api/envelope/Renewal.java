package io.cds.api.envelope;

/**
 * A key request that the party signed with a SIGN key that counts, in place of a code: once it was
 * checked.
 *
 * @param signer SHA-256 of the certificate that signed
 */
public record Renewal(KeyRequest request, Sha256 signer) {}
