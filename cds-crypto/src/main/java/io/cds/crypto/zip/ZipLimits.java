package io.cds.crypto.zip;

/**
 * What a reader of a .zip takes at most.
 *
 * @param messages messages
 * @param entries entries
 * @param held octets of all parts together that are not contents
 * @param routing octets of a routing record
 * @param manifest octets of a manifest
 * @param receipt octets of a receipt
 * @param content octets of a content
 */
public record ZipLimits(
    int messages, int entries, long held, int routing, int manifest, int receipt, long content) {}
