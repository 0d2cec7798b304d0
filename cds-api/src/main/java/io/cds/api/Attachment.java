package io.cds.api;

/**
 * One named file of a message, before it is sealed.
 *
 * @param name 1 to 255 UTF-8 octets, kept as given, never normalised (docs/envelope-v1.md, names)
 * @param mediaType media type (RFC 6838), 1 to 127 characters
 * @param content its octets, re-openable
 */
public record Attachment(String name, String mediaType, Source content) {
  /** Media type and number of octets; the name may be a person's and is not printed. */
  @Override
  public String toString() {
    return "Attachment[mediaType=" + mediaType + ", length=" + content.length() + "]";
  }
}
