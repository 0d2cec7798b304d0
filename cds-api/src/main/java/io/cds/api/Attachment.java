package io.cds.api;

/**
 * One named file of a message, before it is sealed.
 *
 * @param name 1 to 255 UTF-8 octets, kept as given, never normalised (docs/envelope-v1.md, names)
 * @param mediaType media type (RFC 6838), 1 to 127 characters
 * @param content its octets, re-openable
 */
public record Attachment(String name, String mediaType, Source content) {}
