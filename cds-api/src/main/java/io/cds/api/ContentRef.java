package io.cds.api;

/**
 * A reference to finished content in a store (or wherever the {@link Sink} put it).
 *
 * @param value opaque to all but its maker, 1 to 200 printable ASCII characters
 * @param length number of octets
 */
public record ContentRef(String value, long length) {}
