package io.cds.api.envelope;

/**
 * Length and digest of a part. For the manifest: SHA-256 of {@code manifest.p7m}. For the content:
 * SHA-256 over the SHA-256s of its 1 MiB pieces.
 */
public record Extent(long length, Sha256 digest) {}
