package io.cds.crypto.content;

import io.cds.api.envelope.Compression;

/**
 * Where one attachment stands: its length, the octets it takes up in the content, and how.
 *
 * @param length octets of the attachment
 * @param stored octets in the content
 * @param compression how they stand there
 */
public record Stored(long length, long stored, Compression compression) {}
